#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "domain/access/service.hpp"
#include "domain/cases/service.hpp"
#include "domain/messages/model.hpp"
#include "domain/messages/sender.hpp"
#include "domain/network/service.hpp"

namespace aproape::messages {

// What holds for short messages.
struct SmsOptions {
  std::string from;            // whose name or number stands there as sender; shown in the case
  std::string country = "RO";  // whose national form a number without its calling code has
  int most_segments = 6;       // parts of one message
};

struct Options {
  std::string address = "contact@informatiiconsulare.ro";  // mail.address: From and, with the token, Reply-To
  std::filesystem::path data_dir = "var";                  // DATA/keys/reply.key, made on first use
  // What stands above the text of an acknowledgement now (a crisis); empty function or text: nothing.
  std::function<std::string(db::Tx&, const cases::Case&, std::string_view language)> announcement = {};
  // Where the citizen says how an answer that closes the case was; empty function or link: nothing is asked.
  std::function<std::string(CaseId)> rating_link = {};
  SmsOptions sms = {};
};

// Everything that leaves: the durable outbox, templates, the acknowledgement's rules. A note cannot get in:
// no function takes one. Thread-safe.
class Service {
 public:
  Service(db::Database& database, cases::Service& cases, contacts::Service& contacts, people::Service& people,
          access::Service& access, network::Service& network, Options options);
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  // --- reply tokens: signed, so that only who received our mail holds one ---
  [[nodiscard]] std::string reply_token(CaseId id) const;
  // The case of a token; nullopt unless the signature is ours.
  [[nodiscard]] std::optional<CaseId> case_of_token(std::string_view token) const;
  [[nodiscard]] const std::string& address() const;
  [[nodiscard]] const SmsOptions& sms() const;

  // --- putting into the outbox ---
  struct Reply {
    std::string channel = "mail";  // "mail", "sms"
    bool plain = true;             // of an SMS: Romanian letters without their marks
    std::string text;
    std::string html;
    std::vector<contacts::Address> to;
    std::vector<contacts::Address> cc;
    std::string subject;  // empty: "Re: " and the last one
    std::string language;
    std::vector<UploadId> attachments;
    std::string then = "keep";
    int delay = 10;           // seconds for undo, 0 to 60
    std::string draft;        // JSON, given back by cancel()
    bool keep_draft = false;  // what the sender is writing in this case is something else and stays
  };
  struct Queued {
    Message message;
    cases::Case changed;
  };
  // By SMS neither signature nor the question how the answer was is added: each part is paid for.
  Queued reply(db::Tx& tx, const access::Scope& scope, CaseId id, std::int64_t version, const Reply& reply);
  // The acknowledgement of a contact on its own channel (mail, SMS), in the language of its case, with the
  // mission's hours in a mail. Nothing is queued where A4 forbids: one a case, one a sender in 24 h, three a
  // sender and day (so at most one here). The caller checked A1.
  std::optional<MessageId> acknowledge(db::Tx& tx, const access::Scope& scope,
                                       const contacts::Contact& contact);

  // A word of the program to one address about a case, such as a code. It leaves like every message of the
  // case, and no timeline shows it. Throws Error{invalid, "message.invalid"} for what is no address.
  struct Notice {
    contacts::Address to;
    std::string subject;
    std::string text;
    std::string language;
  };
  MessageId notify(db::Tx& tx, const access::Scope& scope, CaseId id, const Notice& notice);

  // --- the worker's side ---
  // Takes the next message of a channel whose time has come, for `lease` milliseconds. One case's messages
  // on a channel keep their order. A lost lease gives it to another with maybe_sent and the same Message-ID.
  [[nodiscard]] std::optional<Message> claim(db::Tx& tx, std::string_view channel, std::string_view holder,
                                             Millis lease);
  // Marks all waiting messages of a channel as held (no relay), or takes them back.
  void hold(db::Tx& tx, std::string_view channel, bool held);
  // Records the end of an attempt: back-off 1, 5, 15, 60 minutes … 3 days, then failed. A failure makes a
  // task. False where the lease had been lost.
  bool record(db::Tx& tx, MessageId id, std::string_view holder, const Delivery& delivery);
  // A delivery report came back (DSN): action "failed", "delayed", "delivered"; status "5.1.1".
  void record_report(db::Tx& tx, MessageId id, std::string_view action, std::string_view status);
  [[nodiscard]] std::optional<Message> by_message_id(db::Tx& tx, std::string_view message_id) const;

  // What became of a case's messages, oldest first. It knows nothing of who may see the case.
  [[nodiscard]] std::vector<Fate> fates(db::Tx& tx, CaseId id) const;

  // --- the outbox on screen ---
  [[nodiscard]] std::vector<Message> list(db::Tx& tx, const access::Scope& scope, std::string_view status,
                                          MessageId before, int limit) const;
  [[nodiscard]] Message get(db::Tx& tx, const access::Scope& scope, MessageId id) const;
  // Failed or delayed: at once again. Throws Error{conflict, "message.not_failed"}.
  void retry(db::Tx& tx, const access::Scope& scope, MessageId id);
  // Before it left. Gives the draft back (JSON, "{}": none) and restores it. Throws Error{conflict,
  // "message.left"}.
  std::string cancel(db::Tx& tx, const access::Scope& scope, MessageId id);

  // --- uploads for replies, own to an account ---
  Upload add_upload(db::Tx& tx, const access::Scope& scope, const Part& part);
  [[nodiscard]] std::optional<Upload> upload(db::Tx& tx, const access::Scope& scope, UploadId id) const;

  // --- templates ---
  [[nodiscard]] std::vector<Template> templates(db::Tx& tx, std::string_view language) const;
  // Throws Error{invalid, "template.unknown"} for a placeholder that nobody knows, {conflict,
  // "template.exists"}.
  Template save_template(db::Tx& tx, const access::Scope& scope, const Template& what);
  struct Rendered {
    std::string subject;
    std::string text;
    std::string html;
  };
  // Filled with what the case holds. Throws Error{invalid, "template.missing"} with a field for each
  // placeholder that has no value there: a text with holes leaves nobody.
  [[nodiscard]] Rendered render(db::Tx& tx, const access::Scope& scope, TemplateId id, CaseId case_id) const;
  // The same of a text that is being written; without a case filled with an example. Throws as
  // save_template() and render().
  [[nodiscard]] Rendered preview(db::Tx& tx, const access::Scope& scope, std::string_view language,
                                 std::string_view subject, std::string_view text, CaseId case_id) const;
  // The text of a code in the language, else in English, else in Romanian.
  [[nodiscard]] std::optional<Template> variant(db::Tx& tx, std::string_view code,
                                                std::string_view language) const;
  // What templates may name: placeholders, and the beginnings of conditions ("category.").
  [[nodiscard]] static const std::vector<std::string_view>& placeholders();
  [[nodiscard]] static const std::vector<std::string_view>& conditions();
  // Adds the templates that the binary carries and the database lacks.
  int seed_templates(db::Tx& tx);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace aproape::messages
