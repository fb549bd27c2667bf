/** What was mended while a mail was read (docs/mail-flags.md): one chip for all of it, nothing that an operator must act on. */
const kRepairs = new Set(['bare_cr', 'mixed_line_ends', 'nul_in_header', 'bad_header', 'double_content_type', 'no_boundary', 'encoded_word_broken',
  'charset_missing', 'charset_wrong', 'charset_unknown', 'charset_utf7', 'base64_broken', 'encoding_unknown', 'bad_date', 'tnef'])
/** What asks for care before one trusts or opens something. */
const kWarnings = new Set(['executable', 'macro', 'active', 'archive_bomb', 'archive_encrypted', 'archive_deep', 'archive_path', 'archive_damaged', 'hidden_text',
  'script_removed', 'other_address', 'guessed_number', 'report_unverified', 'sender_unverified', 'dmarc_fail', 'spf_fail', 'dkim_fail', 'no_sender', 'unterminated',
  'size_limit', 'part_limit', 'attachment_limit', 'text_truncated', 'decode_limit', 'decode_crashed', 'unreadable', 'tnef_unreadable', 'rtf_unreadable',
  'sender_not_checked', 'spam_likely'])

export interface Sorted { warnings: string[]; facts: string[]; repairs: string[] }
/** The flags of a mail in the order in which they matter. */
export function sorted(flags: string[]): Sorted {
  return {
    warnings: flags.filter((flag) => kWarnings.has(flag)),
    facts: flags.filter((flag) => !kWarnings.has(flag) && !kRepairs.has(flag)),
    repairs: flags.filter((flag) => kRepairs.has(flag)),
  }
}
