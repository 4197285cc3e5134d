// Writes the golden output of the tour anew, with servers that the tour starts.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../support/root.js'
import { GOLDEN, tourOutput } from './output.js'

writeFileSync(join(root, GOLDEN), await tourOutput([]))
