import { performance } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'
import { Histogram } from './histogram.mjs'
import { serverTime } from './socket.mjs'

/** More errors than this end a run. */
const TOO_MANY = 1000

/** What a run counts: while `measuring` is set, until `stopped` is. */
export class Tally {
  measuring = false
  stopped = false
  ops = 0
  verified = 0
  errors = 0
  firstError = undefined
  histogram = new Histogram()
  #milliseconds = 0
  #cpu = { user: 0, system: 0 }
  #serverTime = 0

  /** A call that began at this time has ended, by default now. Gives when, in milliseconds. */
  done(start, ops = 1, end = performance.now()) {
    if (this.measuring) {
      this.histogram.add((end - start) * 1000)
      this.ops += ops
    }
    return end
  }

  failed(error) {
    this.errors++
    this.firstError ??= String(error?.message ?? error).slice(0, 200)
    if (this.errors > TOO_MANY) this.stopped = true
  }

  /** Lets what runs with these servers warm up, and measures it. Times are in milliseconds. */
  async measure(ports, warm, measured) {
    await setTimeout(warm)
    const before = await serverTime(ports)
    const cpu = process.cpuUsage()
    const start = performance.now()
    this.measuring = true
    await setTimeout(measured)
    this.measuring = false
    this.#cpu = process.cpuUsage(cpu)
    this.#milliseconds = performance.now() - start
    this.stopped = true
    this.#serverTime = ((await serverTime(ports)) - before) / ports.length
  }

  get result() {
    const cpu = this.#cpu.user + this.#cpu.system
    return {
      ops: this.ops,
      opsPerSec: Math.round((this.ops / this.#milliseconds) * 1000),
      cpuUsPerOp: Number((cpu / this.ops).toFixed(4)),
      rssPeakMB: Number((process.resourceUsage().maxRSS / 1024).toFixed(1)),
      p50us: Math.round(this.histogram.quantile(0.5)),
      p99us: Math.round(this.histogram.quantile(0.99)),
      serverBusy: Number((this.#serverTime / this.#milliseconds).toFixed(3)),
      errors: this.errors,
      verified: this.verified,
      ...(this.firstError === undefined ? {} : { firstError: this.firstError }),
    }
  }
}
