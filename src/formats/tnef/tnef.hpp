#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace aproape::tnef {

struct Attachment {
  std::string name;  // as given: UTF-8 where `unicode_name`, else bytes of the sender's code page
  bool unicode_name = false;
  std::string type;       // the media type where the sender wrote one
  std::string_view data;  // lies in the bytes that were read
};

// What Outlook packs in winmail.dat ([MS-OXTNEF]).
struct Message {
  std::string subject;
  std::string text;           // PR_BODY or attBody
  bool unicode_text = false;  // else bytes of the sender's code page
  std::string html;           // PR_BODY_HTML, bytes
  std::string_view rtf;       // PR_RTF_COMPRESSED as it came (formats/rtf); lies in the bytes that were read
  std::vector<Attachment> attachments;
};

// Reads a TNEF stream; nullopt where it is none. A damaged stream gives what stands before the damage. At
// most 200 attachments and 10,000 attributes or properties; nothing of a nested message is opened. Never
// throws.
[[nodiscard]] std::optional<Message> read(std::string_view bytes);

}  // namespace aproape::tnef
