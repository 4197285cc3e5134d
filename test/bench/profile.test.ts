import assert from 'node:assert/strict'
import { groupsOf, topOf } from '#bench/profile-top.mjs'
import { suite } from '../support/suite.js'

suite('a profile', (test) => {
  const frame = (functionName: string, url: string, lineNumber: number) => ({
    functionName,
    url,
    lineNumber,
  })
  const profile = {
    nodes: [
      { id: 1, callFrame: frame('parse', 'file:///a.js', 9) },
      { id: 2, callFrame: frame('', 'file:///a.js', 19) },
      // The same function, called from elsewhere.
      { id: 3, callFrame: frame('parse', 'file:///a.js', 9) },
      { id: 4, callFrame: frame('(idle)', '', -1) },
    ],
    samples: [1, 2, 3, 4],
    timeDeltas: [30, 20, 40, 10],
  }

  test('is added up by function', () => {
    assert.deepEqual(topOf(profile, 3), [
      { name: 'parse', where: { url: 'file:///a.js', line: 10 }, part: 0.7 },
      { name: '(anonymous)', where: { url: 'file:///a.js', line: 20 }, part: 0.2 },
      { name: '(idle)', where: { url: '', line: 0 }, part: 0.1 },
    ])
  })

  test('is grouped by who asked for it', () => {
    const grouped = {
      nodes: [
        { id: 1, children: [2, 7, 8], callFrame: frame('(root)', '', -1) },
        { id: 2, children: [3, 5], callFrame: frame('flush', 'file:///x/dist/a.js', 1) },
        { id: 3, children: [4], callFrame: frame('toString', 'node:buffer', 1) },
        { id: 4, callFrame: frame('utf8Slice', '', -1) },
        { id: 5, children: [6], callFrame: frame('write', 'node:net', 1) },
        { id: 6, callFrame: frame('writeBuffer', '', -1) },
        { id: 7, callFrame: frame('processTimers', 'node:internal/timers', 1) },
        { id: 8, callFrame: frame('(idle)', '', -1) },
      ],
      samples: [2, 3, 4, 5, 6, 7, 8],
      timeDeltas: [10, 10, 20, 10, 25, 5, 20],
    }
    assert.deepEqual(groupsOf(grouped, { '/dist/': 'memwire', '/bench/': 'the harness' }), {
      memwire: 0.5,
      'writing to the socket': 0.25,
      waiting: 0.2,
      'Node.js': 0.05,
    })
  })

  test('shows no more than is asked for, with their part of the whole', () => {
    assert.deepEqual(
      topOf(profile, 1).map(({ part }) => part),
      [0.7],
    )
  })
})
