console.error('the package is made in dist/package: npm run build && npm pack ./dist/package')
process.exitCode = 1
