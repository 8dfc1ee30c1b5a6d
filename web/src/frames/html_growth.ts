// HTML that grows while it is read: a formatting element that stays open is made again in each paragraph that follows, so
// ten thousand of them and ten thousand paragraphs, 100 KB of text, are a hundred million elements.

const kElementsMax = 3_000_000;

// Of the same name and attributes three stay open at most, and of <a> one.
const kFormatting = 'b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u';
const kPlain = new RegExp(`<(?:${kFormatting})>`, 'gi');
const kPlainMax = 3 * kFormatting.split('|').length;
const kWithAttributes = new RegExp(`<(?:${kFormatting})[\\s/]`, 'gi');

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

// True when reading `html` could make too many elements. It sees no context, so it may be too careful, never too bold.
export function growsTooMuch(html: string): boolean {
  const open = Math.min(count(html, kPlain), kPlainMax) + count(html, kWithAttributes);
  return count(html, /</g) * (1 + open) > kElementsMax;
}
