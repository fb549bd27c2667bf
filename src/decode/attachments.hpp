#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "decode/client.hpp"
#include "formats/mime/structure.hpp"
#include "formats/mime/uu_blocks.hpp"

namespace aproape::decode {

// Decodes the files of a message into a result, with clean names, digests and warnings. A winmail.dat is
// replaced by what it holds; a nested message is one file "Subject.eml". Above limits.attachments files are
// left out with the flag "attachment_limit".
class AttachmentReader {
 public:
  AttachmentReader(const mime::MailLimits& limits, mime::Flags& flags, MailResult& result)
      : limits_(limits), flags_(flags), result_(result) {}

  void add(const mime::Part& part);
  void add(const mime::UuFile& file);

  // Where the mail has no text of its own but a winmail.dat had: takes that over.
  void take_message_body();

 private:
  void store(protocol::MailAttachment attachment, std::string_view bytes);
  bool open_tnef(std::string_view bytes);

  const mime::MailLimits& limits_;
  mime::Flags& flags_;
  MailResult& result_;
  std::string tnef_text_;
};

}  // namespace aproape::decode
