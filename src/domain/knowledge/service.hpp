#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "db/database.hpp"
#include "domain/access/service.hpp"
#include "domain/knowledge/library.hpp"
#include "domain/knowledge/version.hpp"
#include "domain/network/service.hpp"

namespace aproape::knowledge {

// What is in force now: the library, and which version each of its articles is.
struct InForce {
  Library library;
  std::map<std::string, Version, std::less<>> versions;  // by key; their documents stand in the library
};

// The knowledge base: reading for everybody with article.read, writing for editors (article.write), approval
// by somebody else (article.approve). Calls with a `version` throw Error{stale} unless it is the present one
// of the article. Each change writes its event and its audit in the caller's transaction. Thread-safe.
class Service {
 public:
  Service(db::Database& database, access::Service& access, network::Service& network);
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  // The articles in force; a change of another process is seen within half a second.
  [[nodiscard]] std::shared_ptr<const InForce> in_force();

  // Brings what the binary carries into the database. An article that staff wrote in is never touched; one
  // that they did not gets the newer text of a newer program. Gives how many were added or renewed.
  int seed(db::Tx& tx);

  // --- what editors see; throw Error{not_found, "article.not_found"} ---
  [[nodiscard]] std::vector<Entry> entries(db::Tx& tx) const;
  [[nodiscard]] Entry entry(db::Tx& tx, std::string_view key) const;
  [[nodiscard]] std::vector<Version> versions(db::Tx& tx, std::string_view key) const;  // without documents
  [[nodiscard]] Version version(db::Tx& tx, std::string_view key, int number) const;

  struct Draft {
    json::Value document;
    std::vector<std::string> confirmed;  // translations that were read again and still say the same
    std::string note;                    // what was changed
  };
  // Writes the version in work, beginning one where there is none. `version` 0 for a new article. Throws
  // Error{"article.invalid"} with every fault as a field, Error{conflict} "article.exists",
  // "article.in_review".
  Version save_draft(db::Tx& tx, const access::Scope& scope, std::int64_t version, const Draft& draft);
  void drop_draft(db::Tx& tx, const access::Scope& scope, std::string_view key, std::int64_t version);
  Version submit(db::Tx& tx, const access::Scope& scope, std::string_view key, std::int64_t version);
  Version send_back(db::Tx& tx, const access::Scope& scope, std::string_view key, std::int64_t version,
                    std::string_view reason);
  // By somebody who did not write it (Error{forbidden, "article.own"}); in force at once, or at `publish_at`.
  Version approve(db::Tx& tx, const access::Scope& scope, std::string_view key, std::int64_t version,
                  std::optional<Millis> publish_at);
  // Puts approved versions into force whose time has come. Gives how many.
  int publish_due(db::Tx& tx, int limit);

  // --- what became of them; the case was checked by whoever calls ---
  // `outcome`: inserted, solved, failed; solved and failed replace each other.
  void mark(db::Tx& tx, const access::Scope& scope, CaseId id, UnitId unit, std::string_view key,
            std::string_view outcome);
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> marks(db::Tx& tx, CaseId id) const;
  [[nodiscard]] std::vector<CaseMark> marks_of(db::Tx& tx, CaseId id) const;
  [[nodiscard]] std::map<std::string, Usage> usage(db::Tx& tx) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace aproape::knowledge
