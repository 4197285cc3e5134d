import { compile } from './compile.mjs'
import { makePackage } from './package.mjs'

try {
  if (!compile()) throw new Error('the build failed')
  await makePackage()
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
