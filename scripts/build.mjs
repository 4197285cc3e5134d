import { compile } from './compile.mjs'
import { makePackage } from './package.mjs'

if (compile()) await makePackage()
else process.exitCode = 1
