#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "domain/access/scope.hpp"
#include "domain/messages/model.hpp"

namespace aproape::messages::repository {

void insert(db::Tx& tx, const Message& message, std::string_view draft);
[[nodiscard]] std::optional<Message> find(db::Tx& tx, MessageId id);
[[nodiscard]] std::optional<Message> by_message_id(db::Tx& tx, std::string_view message_id);
[[nodiscard]] std::string draft(db::Tx& tx, MessageId id);
// What the answer changed at its case (cases::Service::answered); empty for other messages.
[[nodiscard]] std::string undo(db::Tx& tx, MessageId id);
void set_undo(db::Tx& tx, MessageId id, std::string_view undo);
// The next later answer of the case that was not cancelled.
[[nodiscard]] std::optional<MessageId> later_answer(db::Tx& tx, CaseId id, MessageId than);
[[nodiscard]] std::vector<Message> list(db::Tx& tx, const access::Scope& scope, std::string_view status,
                                        MessageId before, int limit, Millis now);

[[nodiscard]] std::vector<Fate> fates(db::Tx& tx, CaseId id);
// Messages whose sender was lost (its lease ran out, or its process is dead in the eyes of `holder`'s) wait
// again, marked as maybe sent.
void release_lost(db::Tx& tx, std::string_view channel, std::string_view holder, Millis now);
// The next whose time has come and that no earlier message of its case on the channel holds up; it becomes
// "sending".
[[nodiscard]] std::optional<MessageId> claim(db::Tx& tx, std::string_view channel, std::string_view holder,
                                             Millis now, Millis until);
// The end of an attempt. False where the lease had been lost.
bool end_attempt(db::Tx& tx, MessageId id, std::string_view holder, std::string_view status, Millis next_at,
                 std::string_view error, Millis now);
void set_status(db::Tx& tx, MessageId id, std::string_view status, Millis next_at, std::string_view error,
                Millis now);
void hold(db::Tx& tx, std::string_view channel, bool held, Millis now);

// Takes the one place of a case and the sender's place of the day; false where either is taken.
bool take_acknowledgement(db::Tx& tx, CaseId id, std::string_view sender, Millis now);

void insert(db::Tx& tx, AccountId account, const Upload& upload, Millis now);
[[nodiscard]] std::optional<Upload> upload(db::Tx& tx, AccountId account, UploadId id);

void insert(db::Tx& tx, const Template& what);
bool update(db::Tx& tx, const Template& what);
[[nodiscard]] std::vector<Template> templates(db::Tx& tx, std::string_view language);
[[nodiscard]] std::optional<Template> find_template(db::Tx& tx, TemplateId id);
[[nodiscard]] std::optional<Template> find_template(db::Tx& tx, std::string_view code,
                                                    std::string_view language);

}  // namespace aproape::messages::repository
