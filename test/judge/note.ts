/** Why a recording is not what it seems to the judge. */
export interface Note {
  /**
   * `declined`: a server obeys it, and the client has a reason not to send it; `lost`: what came is no reply to it, which
   * the client notices and closes the connection; `rephrased`: the words differ,
   * not the meaning.
   */
  readonly class: 'rephrased' | 'declined' | 'lost'
  readonly reason: string
  /** The recordings, whatever the file. */
  readonly names: readonly string[]
}

/** A new recording that is not what it seems is looked at by somebody. */
export const NOTES: readonly Note[] = [
  {
    class: 'rephrased',
    reason: 'numbers that a server passes over; the client sends 0',
    names: ['append.stored'],
  },
  {
    class: 'declined',
    reason: 'words behind the request, which a server passes over',
    names: [
      'set.extra_token_not_noreply_ignored',
      'set.two_extra_tokens',
      'delete.zero_arg',
      'delete.nonzero_arg',
      'delete.zero_noreply',
      'mn.args_ignored',
      'version.args_ignored',
    ],
  },
  {
    class: 'declined',
    reason: 'control bytes in a key, at which servers differ',
    names: ['get.nul_in_key', 'key.control_and_high_bytes', 'key.embedded_cr'],
  },
  {
    class: 'declined',
    reason: 'no key, or an empty word, where a server asks for none',
    names: ['gat.no_key', 'mg.opaque_empty'],
  },
  {
    class: 'declined',
    reason: 'an error that `noreply` hides',
    names: ['incr.noreply_error_suppressed', 'err.unknown_with_noreply'],
  },
  {
    class: 'declined',
    reason: 'a number that a server cuts off, or takes for one from before 1970',
    names: ['ms.F_2^32', 'mg.T_u32_max', 'touch.exptime_u32_max'],
  },
  {
    class: 'declined',
    reason: 'another spelling of what the client sends in its own',
    names: [
      'set.plus_signs',
      'incr.plus_sign',
      'ma.decr_minus',
      'get.leading_space',
      'stats.prefix_abbreviation',
      'nutcracker.lf',
    ],
  },
  {
    class: 'declined',
    reason: 'flags of other commands, which a server passes over',
    names: [
      'mg.foreign_flags_ignored',
      'mg.x_flag',
      'ms.irrelevant_flags_ignored',
      'md.c_not_returned',
    ],
  },
  {
    class: 'declined',
    reason: '`b` with `k`: some servers would return raw bytes',
    names: ['mg.base64_key', 'mg.base64_miss', 'ms.base64', 'md.base64'],
  },
  {
    class: 'declined',
    reason: '`q` with what the hidden reply would give, or with an echo: the client sends its own',
    names: [
      'ms.mode_E_q_exists_still_replies',
      'ms.cas_mismatch_q',
      'md.cas_mismatch',
      'ma.cas_mismatch',
      'pipeline.quiet_mg_batch',
    ],
  },
  {
    class: 'declined',
    reason: 'an option that is newer than the server, which passes over it',
    names: ['ms.return_size_s', 'ms.mode_A_vivify_N'],
  },
  {
    class: 'declined',
    reason: 'the key `noreply`, which servers from 1.6.40 on take for the option',
    names: ['delete.key_named_noreply'],
  },
  {
    class: 'declined',
    reason: 'a request behind a stream, which has its connection for itself: servers let it wait',
    names: ['lru_crawler.command_after_metadump_in_same_packet_stalls'],
  },
  {
    class: 'lost',
    reason:
      'a reply although none was asked for: a server that waits for credentials hears no `noreply`',
    names: ['auth.noreply_ignored'],
  },
  {
    class: 'lost',
    reason: 'the late reply to the recording before it',
    names: ['nutcracker.pipeline'],
  },
]
