#include "decode/nested_message.hpp"

#include "decode/bodies.hpp"
#include "decode/detector.hpp"
#include "formats/archive/inspect.hpp"
#include "formats/mime/structure.hpp"
#include "formats/mime/transfer.hpp"

namespace aproape::decode {
namespace {

constexpr int kMostLevels = 5;

class Inspector {
 public:
  explicit Inspector(const mime::MailLimits& limits) : limits_(limits) {}

  void message(std::string_view message, int level) {
    if (level > kMostLevels) {
      found_.add("archive_deep");
      return;
    }
    part(mime::read_structure(message, limits_, detect_charset, ignored_), level);
  }

  [[nodiscard]] const std::vector<std::string>& names() const { return found_.names(); }

 private:
  void part(const mime::Part& part, int level) {
    for (const mime::Part& child : part.children) this->part(child, level);
    if (part.multipart()) return;
    const std::string bytes = mime::decode_transfer(part.body, part.encoding(), ignored_);
    if (part.type.value == "message/rfc822") {
      message(bytes, level + 1);
    } else {
      for (const auto& name : archive::inspect(bytes, given_name(part))) found_.add(name);
    }
  }

  const mime::MailLimits& limits_;
  mime::Flags found_;
  mime::Flags ignored_;  // how the inner message was broken is its own matter
};

}  // namespace

std::vector<std::string> inspect_message(std::string_view message, const mime::MailLimits& limits) {
  Inspector inspector(limits);
  inspector.message(message, 1);
  return inspector.names();
}

}  // namespace aproape::decode
