// The little that both pictures need. The colours are readable on a light and on a dark page. Pure.

export const GREY = '#7d8590';
export const BLUE = '#4184e4';
export const GREEN = '#2da44e';
export const RED = '#e5534b';
export const ORANGE = '#c69026';
export const VIOLET = '#8957e5';

export function svg(width: number, height: number, title: string, parts: string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui, sans-serif" font-size="13">
<title>${escaped(title)}</title>
${parts.join('\n')}
</svg>
`;
}

export function text(x: number, y: number, content: string, more = ''): string {
  return `<text x="${round(x)}" y="${round(y)}" fill="${GREY}" ${more}>${escaped(content)}</text>`;
}

export function bar(x: number, y: number, width: number, height: number, colour: string): string {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(Math.max(width, 1))}" height="${height}" rx="2" fill="${colour}"/>`;
}

export function line(x1: number, y1: number, x2: number, y2: number, more = ''): string {
  return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="${GREY}" ${more}/>`;
}

const round = (number: number): number => Math.round(number * 10) / 10;

const escaped = (content: string): string =>
  content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
