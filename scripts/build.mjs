import { compile } from './compile.mjs'

process.exitCode = compile() ? 0 : 1
