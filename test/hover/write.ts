// Writes the golden page of what an editor shows anew.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../support/root.js'
import { PAGE, pageText } from './page.js'

writeFileSync(join(root, PAGE), pageText())
