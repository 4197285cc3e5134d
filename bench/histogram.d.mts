export class Histogram {
  add(microseconds: number): void
  quantile(part: number): number
}
