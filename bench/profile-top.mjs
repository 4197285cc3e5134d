/** The functions of a CPU profile in which most of the time went, without what they called: each with its part of it. */
export function topOf(profile, count) {
  const { nodes } = profile
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]))
  const parts = addUp(profile, (id) => {
    const { functionName, url, lineNumber } = frames.get(id)
    return `${lineNumber} ${url} ${functionName}`
  })
  return parts.slice(0, count).map(({ label, part }) => {
    const [line, url, ...name] = label.split(' ')
    const where = { url, line: Number(line) + 1 }
    return { name: name.join(' ') || '(anonymous)', where, part }
  })
}

/** Functions of Node.js that are a system call and little else. */
const WRITING = ['writeBuffer', 'writev', 'writeUtf8String', 'writeLatin1String']
const WHOLE = {
  '(idle)': 'waiting',
  '(garbage collector)': 'collecting garbage',
  ...Object.fromEntries(WRITING.map((name) => [name, 'writing to the socket'])),
}

/**
 * What the time of a profile went into: the socket, waiting, garbage, and code. What the engine and Node.js do is counted
 * to the code that asked for it, by the folders that `owners` names; what nobody asked for is 'Node.js'.
 */
export function groupsOf(profile, owners) {
  const groups = new Map()
  const visit = (node, byId, asker) => {
    const { functionName, url } = node.callFrame
    const [, owner = asker] = Object.entries(owners).find(([folder]) => url.includes(folder)) ?? []
    groups.set(node.id, (url === '' && WHOLE[functionName]) || owner)
    for (const child of node.children ?? []) visit(byId.get(child), byId, owner)
  }
  const byId = new Map(profile.nodes.map((node) => [node.id, node]))
  const children = new Set(profile.nodes.flatMap((node) => node.children ?? []))
  for (const node of profile.nodes) if (!children.has(node.id)) visit(node, byId, 'Node.js')
  const parts = addUp(profile, (id) => groups.get(id))
  return Object.fromEntries(parts.map(({ label, part }) => [label, part]))
}

/** The parts of the time that belong to labels, the largest first. */
function addUp({ samples, timeDeltas }, labelOf) {
  const times = new Map()
  let whole = 0
  for (const [i, sample] of samples.entries()) {
    const label = labelOf(sample)
    times.set(label, (times.get(label) ?? 0) + timeDeltas[i])
    whole += timeDeltas[i]
  }
  return [...times]
    .sort(([, a], [, b]) => b - a)
    .map(([label, time]) => ({ label, part: time / whole }))
}
