import { expect, jest, test } from '@jest/globals';
import { formatDate } from '../../src/image/dates.ts';

// What moment writes. Source: https://momentjs.com/docs/#/displaying/format/

const AFTERNOON = new Date('2020-02-03T15:05:09.047Z');

test.each([
  ['M Mo MM MMM MMMM', '2 2nd 02 Feb February'],
  ['Q Qo', '1 1st'],
  ['D Do DD', '3 3rd 03'],
  ['DDD DDDo DDDD', '34 34th 034'],
  ['d do dd ddd dddd', '1 1st Mo Mon Monday'],
  ['e E', '1 1'],
  ['w wo ww', '6 6th 06'],
  ['W Wo WW', '6 6th 06'],
  ['YY YYYY YYYYYY Y', '20 2020 +002020 2020'],
  ['y yo N NN NNNN NNNNN', '2020 2020th AD AD Anno Domini AD'],
  ['gg gggg GG GGGG', '20 2020 20 2020'],
  ['A a', 'PM pm'],
  ['H HH h hh k kk', '15 15 3 03 15 15'],
  ['m mm s ss', '5 05 9 09'],
  ['S SS SSS SSSS SSSSSS SSSSSSSSS', '0 04 047 0470 047000 047000000'],
  ['Hmm Hmmss hmm hmmss', '1505 150509 305 30509'],
  ['z zz Z ZZ', 'UTC UTC +00:00 +0000'],
  ['X x', '1580742309 1580742309047'],
  ['LT', '3:05 PM'],
  ['LTS', '3:05:09 PM'],
  ['L', '02/03/2020'],
  ['l', '2/3/2020'],
  ['LL', 'February 3, 2020'],
  ['ll', 'Feb 3, 2020'],
  ['LLL', 'February 3, 2020 3:05 PM'],
  ['lll', 'Feb 3, 2020 3:05 PM'],
  ['LLLL', 'Monday, February 3, 2020 3:05 PM'],
  ['llll', 'Mon, Feb 3, 2020 3:05 PM'],
  ['[Today is] dddd [L]', 'Today is Monday L'],
  ['\\YYYY YYYY', 'YYYY 2020'],
  ['YYYY[', '2020['],
  ['fjn', 'fjn'],
  ['', '2020-02-03T15:05:09Z'],
])('%s is %s', (format, written) => {
  expect(formatDate(AFTERNOON, format, 'UTC')).toBe(written);
});

test.each([
  [1, '1st'],
  [2, '2nd'],
  [3, '3rd'],
  [4, '4th'],
  [11, '11th'],
  [12, '12th'],
  [13, '13th'],
  [20, '20th'],
  [21, '21st'],
  [22, '22nd'],
  [23, '23rd'],
  [31, '31st'],
])('day %d is the %s', (day, written) => {
  expect(formatDate(new Date(Date.UTC(2020, 0, day)), 'Do', 'UTC')).toBe(written);
});

test.each([
  ['2020-01-01T00:00:00Z', '2020-W01', '2020-w01'],
  ['2018-12-31T12:00:00Z', '2019-W01', '2019-w01'],
  ['2021-01-01T12:00:00Z', '2020-W53', '2021-w01'],
  ['2021-01-03T12:00:00Z', '2020-W53', '2021-w02'],
  ['2022-12-31T23:59:59Z', '2022-W52', '2022-w53'],
  ['2023-01-01T00:00:00Z', '2022-W52', '2023-w01'],
  ['2026-01-01T00:00:00Z', '2026-W01', '2026-w01'],
  ['2022-01-01T12:00:00Z', '2021-W52', '2022-w01'],
])('%s is in ISO week %s and American week %s', (instant, iso, american) => {
  expect(formatDate(new Date(instant), 'GGGG-[W]WW gggg-[w]ww', 'UTC')).toBe(`${iso} ${american}`);
});

test.each([
  ['2020-07-01T00:00:00Z', '12:00 am 0 24'],
  ['2020-07-01T12:00:00Z', '12:00 pm 12 12'],
])('at %s the clock shows %s', (instant, written) => {
  expect(formatDate(new Date(instant), 'h:mm a H k', 'UTC')).toBe(written);
});

test.each([
  ['UTC', '2020-02-03T15:05:09+00:00 UTC'],
  ['Etc/UTC', '2020-02-03T15:05:09+00:00 UTC'],
  ['GMT', '2020-02-03T15:05:09+00:00 GMT'],
  ['Asia/Tokyo', '2020-02-04T00:05:09+09:00 JST'],
  ['America/New_York', '2020-02-03T10:05:09-05:00 EST'],
  ['America/St_Johns', '2020-02-03T11:35:09-03:30 NST'],
  ['Asia/Kolkata', '2020-02-03T20:35:09+05:30 IST'],
  ['Asia/Kathmandu', '2020-02-03T20:50:09+05:45 +0545'],
  ['America/Sao_Paulo', '2020-02-03T12:05:09-03:00 -03'],
  ['Europe/Berlin', '2020-02-03T16:05:09+01:00 CET'],
  ['Europe/London', '2020-02-03T15:05:09+00:00 GMT'],
])('%s is %s', (zone, written) => {
  expect(formatDate(AFTERNOON, 'YYYY-MM-DDTHH:mm:ssZ z', zone)).toBe(written);
});

test.each([
  ['2020-03-29T00:59:59Z', '01:59 CET'],
  ['2020-03-29T01:00:00Z', '03:00 CEST'],
  ['2020-10-25T00:59:59Z', '02:59 CEST'],
  ['2020-10-25T01:00:00Z', '02:00 CET'],
])('summer time in Berlin, at %s: %s', (instant, written) => {
  expect(formatDate(new Date(instant), 'HH:mm z', 'Europe/Berlin')).toBe(written);
});

test('without a format, a zone off UTC shows its offset', () => {
  expect(formatDate(AFTERNOON, undefined, 'Asia/Tokyo')).toBe('2020-02-04T00:05:09+09:00');
  expect(formatDate(AFTERNOON, undefined, 'Europe/London')).toBe('2020-02-03T15:05:09Z');
});

test.each(['Mars/Olympus', '', '+09:00', 'constructor'])('"%s" is no zone, which moment does not print', (zone) => {
  const print = jest.spyOn(console, 'error').mockImplementation(() => {});
  expect(() => formatDate(AFTERNOON, 'YYYY', zone)).toThrow(
    expect.objectContaining({
      name: 'Failure',
      message: `"${zone}" is not a time zone. Give a name of the tz database, such as Asia/Tokyo or UTC.`,
    }),
  );
  expect(print).not.toHaveBeenCalled();
  print.mockRestore();
});
