#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "channels/web_form/channel.hpp"
#include "channels/web_form/stage.hpp"
#include "domain/audit/service.hpp"

namespace aproape::web_form {

// A file that comes with an answer.
struct NewFile {
  std::string name;
  std::string bytes;
};

// What a citizen may see of his case: what he wrote and what was written to him, never what is inside.
struct Followed {
  struct Word {
    bool ours = false;
    Millis at = 0;
    std::string text;
    std::vector<std::string> files;  // names
  };
  std::string number;
  std::string subject;
  Stage stage = Stage::received;
  Millis opened_at = 0;
  UnitId unit;
  bool waits_for_citizen = false;
  std::optional<Millis> answer_by;
  std::vector<Word> words;  // oldest first
  std::string nonce;        // answer() wants it
};

// Following a case without an account: its number and a code that is sent to the address of who asked for
// help. A number that is none, and an address that is another's, get the same answers at the same pace.
// Thread-safe: it keeps no state.
class Follow {
 public:
  Follow(const Services& services, audit::Service& audit, Options options)
      : services_(services), audit_(audit), options_(std::move(options)) {}

  // Sends a code where number and address fit; gives the token of the visitor in any case. Throws
  // Error{too_many, "follow.wait"}: the pause between two codes for the same words doubles, from half a
  // minute to four hours.
  [[nodiscard]] std::string ask(std::string_view number, std::string_view email, std::string_view language);
  // A fresh token where the code is right; nullopt otherwise, also after five wrong ones or a quarter of an
  // hour.
  [[nodiscard]] std::optional<std::string> prove(std::string_view token, std::string_view code);
  // Of a proved token; nullopt otherwise.
  [[nodiscard]] std::optional<Followed> see(std::string_view token);
  // What the citizen adds becomes a contact of the case; the same nonce twice is one. False where the token
  // is not proved. Throws Error{invalid, "follow.empty"} and as stage_file().
  bool answer(std::string_view token, std::string_view nonce, std::string_view text,
              const std::vector<NewFile>& files);
  void leave(std::string_view token);

  // Deletes rows of more than a day ago.
  int forget_expired(db::Tx& tx);

 private:
  [[nodiscard]] std::string digest(std::string_view token) const;
  [[nodiscard]] std::string code_digest(std::string_view token, std::string_view code) const;
  [[nodiscard]] std::optional<CaseId> fitting(db::Tx& tx, std::string_view number,
                                              std::string_view address) const;
  void send_code(db::Tx& tx, CaseId id, std::string_view address, std::string_view code,
                 std::string_view language) const;

  Services services_;
  audit::Service& audit_;
  Options options_;
};

// The pause before the next code after so many within a day, in milliseconds. Pure.
[[nodiscard]] Millis pause_after(std::int64_t codes);
// The number as we write it, of what somebody typed ("ap 2026-123" is "AP-2026-000123"); empty: it is none.
// Pure.
[[nodiscard]] std::string case_number_of(std::string_view typed);

}  // namespace aproape::web_form
