import { offsetText, type Zone, zoneAt } from './zones.ts';

// Moment's tokens, as docker/metadata-action documents them, in English. Moment itself would be 180 KB and wants time
// zone data of its own; Intl, which node carries, knows the zones.
// Source: https://momentjs.com/docs/#/displaying/format/

/** `local` is the instant moved by the zone's offset: its UTC fields are the clock on the wall. */
type Clock = { instant: Date; local: Date; zone: Zone };

/**
 * Pure: a date as moment formats it in a zone. Without a format it is ISO 8601 to the second.
 * @throws RangeError for an unknown zone.
 */
export function formatDate(instant: Date, format: string | undefined, zoneName: string): string {
  const zone = zoneAt(instant, zoneName);
  const clock = { instant, zone, local: new Date(instant.getTime() + zone.offset * 60_000) };
  return (format || (zone.offset === 0 ? 'YYYY-MM-DDTHH:mm:ss[Z]' : 'YYYY-MM-DDTHH:mm:ssZ'))
    .replace(/\[[^[]*\]|\\?(?:LTS|LT|L{1,4}|l{1,4})/g, (text) => LONG_FORMATS.get(text) ?? text)
    .replace(TOKEN, (text) => String(WRITERS.get(text)?.(clock) ?? literal(text)));
}

/** `[at]` and `\M` are text. */
const literal = (text: string): string =>
  text.length > 1 && text.startsWith('[') ? text.replace(/^\[|\]$/g, '') : text.replace('\\', '');

const LONG_FORMATS = new Map([
  ['LT', 'h:mm A'],
  ['LTS', 'h:mm:ss A'],
  ['L', 'MM/DD/YYYY'],
  ['LL', 'MMMM D, YYYY'],
  ['LLL', 'MMMM D, YYYY h:mm A'],
  ['LLLL', 'dddd, MMMM D, YYYY h:mm A'],
  ['l', 'M/D/YYYY'],
  ['ll', 'MMM D, YYYY'],
  ['lll', 'MMM D, YYYY h:mm A'],
  ['llll', 'ddd, MMM D, YYYY h:mm A'],
]);

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
const A_DAY = 86_400_000;

const year = ({ local }: Clock): number => local.getUTCFullYear();
const month = ({ local }: Clock): number => local.getUTCMonth() + 1;
const monthName = (clock: Clock): string => MONTHS[month(clock) - 1] ?? '';
const quarter = (clock: Clock): number => Math.ceil(month(clock) / 3);
const day = ({ local }: Clock): number => local.getUTCDate();
const dayOfYear = (clock: Clock): number => Math.floor((clock.local.getTime() - Date.UTC(year(clock), 0)) / A_DAY) + 1;
const weekday = ({ local }: Clock): number => local.getUTCDay();
const weekdayName = (clock: Clock): string => DAYS[weekday(clock)] ?? '';
const isoWeekday = (clock: Clock): number => weekday(clock) || 7;
const hour = ({ local }: Clock): number => local.getUTCHours();
const hour12 = (clock: Clock): number => hour(clock) % 12 || 12;
const hour24 = (clock: Clock): number => hour(clock) || 24;
const halfDay = (clock: Clock): string => (hour(clock) < 12 ? 'AM' : 'PM');
const minute = ({ local }: Clock): number => local.getUTCMinutes();
const second = ({ local }: Clock): number => local.getUTCSeconds();

/** A week belongs to the year of one of its days: ISO's to that of its Thursday, an American one to its Saturday's. */
const thursday = (clock: Clock): Clock => later(clock, 4 - isoWeekday(clock));
const saturday = (clock: Clock): Clock => later(clock, 6 - weekday(clock));
const later = (clock: Clock, days: number): Clock => ({
  ...clock,
  local: new Date(clock.local.getTime() + days * A_DAY),
});
const isoWeek = (clock: Clock): number => Math.ceil(dayOfYear(thursday(clock)) / 7);
const week = (clock: Clock): number => Math.ceil(dayOfYear(saturday(clock)) / 7);

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

function ordinal(value: number): string {
  const isTeen = Math.floor((value % 100) / 10) === 1;
  return `${value}${(isTeen ? undefined : ['th', 'st', 'nd', 'rd'][value % 10]) ?? 'th'}`;
}

const WRITERS = new Map<string, (clock: Clock) => string | number>([
  ['Y', year],
  ['YY', (clock) => pad(year(clock) % 100, 2)],
  ['YYYY', (clock) => pad(year(clock), 4)],
  ['YYYYY', (clock) => pad(year(clock), 5)],
  ['YYYYYY', (clock) => `+${pad(year(clock), 6)}`],
  ['y', year],
  ['yy', (clock) => pad(year(clock), 2)],
  ['yyy', (clock) => pad(year(clock), 3)],
  ['yyyy', (clock) => pad(year(clock), 4)],
  ['yo', (clock) => ordinal(year(clock))],
  ...['N', 'NN', 'NNN', 'NNNNN'].map((token): [string, () => string] => [token, () => 'AD']),
  ['NNNN', () => 'Anno Domini'],
  ['Q', quarter],
  ['Qo', (clock) => ordinal(quarter(clock))],
  ['M', month],
  ['Mo', (clock) => ordinal(month(clock))],
  ['MM', (clock) => pad(month(clock), 2)],
  ['MMM', (clock) => monthName(clock).slice(0, 3)],
  ['MMMM', monthName],
  ['D', day],
  ['Do', (clock) => ordinal(day(clock))],
  ['DD', (clock) => pad(day(clock), 2)],
  ['DDD', dayOfYear],
  ['DDDo', (clock) => ordinal(dayOfYear(clock))],
  ['DDDD', (clock) => pad(dayOfYear(clock), 3)],
  ['d', weekday],
  ['do', (clock) => ordinal(weekday(clock))],
  ['dd', (clock) => weekdayName(clock).slice(0, 2)],
  ['ddd', (clock) => weekdayName(clock).slice(0, 3)],
  ['dddd', weekdayName],
  ['e', weekday],
  ['E', isoWeekday],
  ['w', week],
  ['wo', (clock) => ordinal(week(clock))],
  ['ww', (clock) => pad(week(clock), 2)],
  ['W', isoWeek],
  ['Wo', (clock) => ordinal(isoWeek(clock))],
  ['WW', (clock) => pad(isoWeek(clock), 2)],
  ['gg', (clock) => pad(year(saturday(clock)) % 100, 2)],
  ['gggg', (clock) => pad(year(saturday(clock)), 4)],
  ['ggggg', (clock) => pad(year(saturday(clock)), 5)],
  ['GG', (clock) => pad(year(thursday(clock)) % 100, 2)],
  ['GGGG', (clock) => pad(year(thursday(clock)), 4)],
  ['GGGGG', (clock) => pad(year(thursday(clock)), 5)],
  ['A', halfDay],
  ['a', (clock) => halfDay(clock).toLowerCase()],
  ['H', hour],
  ['HH', (clock) => pad(hour(clock), 2)],
  ['h', hour12],
  ['hh', (clock) => pad(hour12(clock), 2)],
  ['k', hour24],
  ['kk', (clock) => pad(hour24(clock), 2)],
  ['m', minute],
  ['mm', (clock) => pad(minute(clock), 2)],
  ['s', second],
  ['ss', (clock) => pad(second(clock), 2)],
  ['Hmm', (clock) => `${hour(clock)}${pad(minute(clock), 2)}`],
  ['Hmmss', (clock) => `${hour(clock)}${pad(minute(clock), 2)}${pad(second(clock), 2)}`],
  ['hmm', (clock) => `${hour12(clock)}${pad(minute(clock), 2)}`],
  ['hmmss', (clock) => `${hour12(clock)}${pad(minute(clock), 2)}${pad(second(clock), 2)}`],
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((digits): [string, (clock: Clock) => string] => [
    'S'.repeat(digits),
    ({ local }) => pad(local.getUTCMilliseconds(), 3).padEnd(9, '0').slice(0, digits),
  ]),
  ['x', ({ instant }) => instant.getTime()],
  ['X', ({ instant }) => Math.floor(instant.getTime() / 1000)],
  ['z', ({ zone }) => zone.abbreviation],
  ['zz', ({ zone }) => zone.abbreviation],
  ['Z', ({ zone }) => offsetText(zone.offset, ':')],
  ['ZZ', ({ zone }) => offsetText(zone.offset, '')],
]);

/** The longest token that fits, an escaped one, or any one character. */
const TOKEN = new RegExp(
  `\\[[^[]*\\]|\\\\?(?:${[...WRITERS.keys()].sort((a, b) => b.length - a.length).join('|')}|.)`,
  'g',
);
