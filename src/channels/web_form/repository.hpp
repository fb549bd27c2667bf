#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "channels/web_form/model.hpp"
#include "db/database.hpp"

// The rows of web_form_draft and web_form_file. Drafts are named by the digest of their token.
namespace aproape::web_form::repository {

void insert(db::Tx& tx, std::string_view digest, const Answers& answers, Millis now, Millis expires_at);
// With its files; nullopt where there is none or its time is over.
[[nodiscard]] std::optional<Draft> find(db::Tx& tx, std::string_view digest, Millis now);
// Of one that was not sent; false otherwise.
bool save(db::Tx& tx, std::string_view digest, const Answers& answers, Millis expires_at);
// Notes the ring of the first file; false where it has another already.
bool take_ring(db::Tx& tx, std::string_view digest, std::int64_t ring);
void insert(db::Tx& tx, std::string_view digest, const File& file);
void remove(db::Tx& tx, std::string_view digest, FileId id);
// True for exactly one caller.
bool take_sending(db::Tx& tx, std::string_view digest, Millis now);
// What became of it: its answers are in the case and are kept here no longer.
void finish(db::Tx& tx, std::string_view digest, CaseId id, bool acknowledged, Millis expires_at);

// Deletes drafts whose time is over, at most `limit`. Gives the rings of those that were never sent.
std::vector<std::int64_t> remove_expired(db::Tx& tx, Millis now, int limit);

}  // namespace aproape::web_form::repository
