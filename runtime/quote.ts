const LONGEST = 40
// What a terminal or a log would act on instead of showing: controls, line separators, marks that turn the direction.
const UNSEEN = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g

/** A text for a message: in quotes, escaped, and shortened if it is long. */
export function quote(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text
  return JSON.stringify(short).replace(UNSEEN, escaped)
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
