import { compile } from './compile.mjs'
import { dropPackage, makePackage } from './package.mjs'

dropPackage()
try {
  if (!compile()) throw new Error('the build failed')
  await makePackage()
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
