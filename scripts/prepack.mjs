// From the root there would be no code in it: dist/ is not committed, and npm leaves out what git does.
console.error('the package is made in dist/package: npm run build && npm pack ./dist/package')
process.exitCode = 1
