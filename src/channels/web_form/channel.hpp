#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "channels/web_form/model.hpp"
#include "db/database.hpp"
#include "domain/cases/service.hpp"
#include "domain/catalogue/service.hpp"
#include "domain/messages/service.hpp"
#include "domain/network/service.hpp"
#include "domain/people/service.hpp"
#include "storage/blobs.hpp"

namespace aproape::web_form {

// All files of one form together.
inline constexpr std::size_t kLargestForm = std::size_t{50} << 20U;

// What the channel uses.
struct Services {
  db::Database& database;
  network::Service& network;
  catalogue::Service& catalogue;
  people::Service& people;
  cases::Service& cases;
  messages::Service& messages;
  storage::Blobs& blobs;
};

struct Options {
  std::string key;       // 32 secret bytes: digests of tokens, proofs of forms
  std::string scan_job;  // job that has the files of a contact scanned; empty: no scanner is set
};

// When an answer is promised: the earliest term of ours that runs; nullopt where none does.
[[nodiscard]] std::optional<Millis> promised(db::Tx& tx, cases::Service& cases, CaseId id);

// The form of the portal: kept while it is filled in, under a token that only the visitor's cookie holds, and
// sent as one case however often the button is pressed. Thread-safe: it keeps no state.
class Channel {
 public:
  Channel(const Services& services, Options options) : services_(services), options_(std::move(options)) {}

  // --- while it is filled in; tokens that name nothing (any more) are as absent ---
  // Begins a form; gives its token.
  [[nodiscard]] std::string begin(const Answers& answers);
  [[nodiscard]] std::optional<Draft> find(std::string_view token);
  // False where there is none, or it was sent.
  bool save(std::string_view token, const Answers& answers);
  // Stores the bytes durably before it returns. Throws Error{invalid, "form.file_kind" | "form.file_empty"},
  // Error{too_large, "form.file_large" | "form.files_many"}, Error{not_found, "form.gone"}.
  void add_file(std::string_view token, std::string_view name, std::string_view bytes);
  void drop_file(std::string_view token, FileId id);
  // Ties a page to the form that it shows: what a page of ours sends back with the answers.
  [[nodiscard]] std::string proof(std::string_view token) const;
  [[nodiscard]] bool proves(std::string_view token, std::string_view proof) const;

  // --- sending ---
  struct Sent {
    CaseId case_id;
    std::string number;
    const network::Unit* unit = nullptr;  // whose it is now; lives as long as `directory`
    std::shared_ptr<const network::Directory> directory;
    std::optional<Millis> answer_by;  // what we promise; none where no term runs
    bool acknowledged = false;        // a mail with the number leaves
    std::string urgency;
  };
  // Opens the case, or gives the one that this form became. Throws Error{not_found, "form.gone"},
  // Error{invalid, "form.open"} where a question is open.
  Sent send(std::string_view token);
  // Of a form that was sent; nullopt otherwise.
  [[nodiscard]] std::optional<Sent> sent(std::string_view token);

  // Deletes forms whose time is over, with the keys of their files. Gives how many files' rings went.
  int forget_expired(db::Tx& tx, int limit);

 private:
  [[nodiscard]] std::string digest(std::string_view token) const;
  CaseId open(db::Tx& tx, const Draft& draft, const contacts::Contact& contact,
              const network::Directory& directory) const;
  [[nodiscard]] contacts::Contact contact_of(db::Tx& tx, const Draft& draft) const;
  [[nodiscard]] Sent outcome(db::Tx& tx, CaseId id, bool acknowledged,
                             const std::shared_ptr<const network::Directory>& directory) const;

  Services services_;
  Options options_;
};

}  // namespace aproape::web_form
