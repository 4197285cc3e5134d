import type { Socket } from 'node:net'
import type { Workload } from './workloads.mjs'

export function dial(port: number): Promise<Socket>
export function populate(port: number, workload: Workload, flags?: number): Promise<void>
export function readBack(port: number, key: string): Promise<Buffer | undefined>
export function serverTime(ports: readonly number[]): Promise<number>
