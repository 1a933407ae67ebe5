// The package's entry has 730 KB of zones, this build 130 KB: it knows no summer time after 2030.
import moment from 'moment-timezone/builds/moment-timezone-with-data-1970-2030.js';
import { cut, failure } from '../lib/failure.ts';

/**
 * Pure: a date as moment formats it in a zone, as in docker/metadata-action. Without a format it is ISO 8601 to the
 * second.
 * Source: https://momentjs.com/docs/#/displaying/format/
 * @throws Failure for an unknown zone.
 */
export function formatDate(instant: Date, format: string | undefined, zoneName: string): string {
  // Moment would print an error of its own and go on in UTC.
  if (moment.tz.zone(zoneName)) return moment.tz(instant, zoneName).format(format);
  throw failure(`"${cut(zoneName)}" is not a time zone. Give a name of the tz database, such as Asia/Tokyo or UTC.`);
}
