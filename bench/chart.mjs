import { short } from './table.mjs'

const LEFT = 130
const WIDTH = 620
const RIGHT = 30
const ROW = 26
const TOP = 70
const COLORS = [
  '#d1242f',
  '#0969da',
  '#8250df',
  '#1a7f37',
  '#bf8700',
  '#57606a',
  '#bc4c00',
  '#1b7c83',
]

/** An SVG picture: a line for each workload, a dot for each client, at its throughput relative to raw. */
export function chart(summaries, adapters) {
  const workloads = Object.keys(summaries).filter((workload) => {
    return adapters.some((adapter) => summaries[workload][adapter]?.ratio)
  })
  const shown = workloads.flatMap((workload) =>
    adapters.flatMap((adapter) => summaries[workload][adapter]?.ratio?.median ?? []),
  )
  const first = Math.floor(Math.log10(Math.min(1, ...shown)))
  const last = Math.max(1, Math.ceil(Math.log10(Math.max(1, ...shown))))
  const x = (ratio) => round(LEFT + ((Math.log10(ratio) - first) / (last - first)) * WIDTH)
  const height = TOP + workloads.length * ROW + 30
  const bottom = height - 30
  const powers = Array.from({ length: last - first + 1 }, (_, i) => Number(`1e${first + i}`))
  const grid = powers.map((power) => {
    const color = power === 1 ? '#1f2328' : '#d8dee4'
    const label = power === 1 ? 'raw' : power
    return `<line x1="${x(power)}" x2="${x(power)}" y1="${TOP - 12}" y2="${bottom}" stroke="${color}"/>
<text x="${x(power)}" y="${bottom + 16}" text-anchor="middle">${label}</text>`
  })
  const legend = adapters.map((adapter, i) => {
    const [at, line] = [LEFT + (i % 4) * 150, 22 + Math.floor(i / 4) * 20]
    return `${dot(at, line, COLORS[i % COLORS.length], adapter)}
<text x="${at + 10}" y="${line + 4}">${adapter}</text>`
  })
  const rows = workloads.map((workload, i) => {
    const y = TOP + i * ROW + ROW / 2 - 10
    // The first client lies on top of the others.
    const dots = [...adapters].reverse().flatMap((adapter) => {
      const ratio = summaries[workload][adapter]?.ratio
      if (!ratio) return []
      const color = COLORS[adapters.indexOf(adapter) % COLORS.length]
      const label = `${adapter}, ${workload}: ${short(ratio.median)}`
      return [
        `<line x1="${x(ratio.min)}" x2="${x(ratio.max)}" y1="${y}" y2="${y}" stroke="${color}"/>
${dot(x(ratio.median), y, color, label)}`,
      ]
    })
    return [
      `<text x="${LEFT - 12}" y="${y + 4}" text-anchor="end">${workload}</text>`,
      ...dots,
    ].join('\n')
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${LEFT + WIDTH + RIGHT}" height="${height}" font-family="sans-serif" font-size="12">
<title>Throughput relative to raw</title>
<rect width="100%" height="100%" fill="#ffffff"/>
<g fill="#1f2328">
${[...grid, ...legend, ...rows].join('\n')}
</g>
</svg>
`
}

function dot(x, y, color, title) {
  return `<circle cx="${x}" cy="${y}" r="4.5" fill="${color}"><title>${title}</title></circle>`
}

function round(value) {
  return Math.round(value * 10) / 10
}
