#pragma once

#include "domain/messages/rendering.hpp"
#include "domain/messages/service.hpp"

namespace aproape::messages {

// The parts of messages::Service, which is spread over service.cpp (composing), outbox.cpp (delivery) and
// templates.cpp.
struct Service::State {
  db::Database& database;
  cases::Service& cases;
  contacts::Service& contacts;
  people::Service& people;
  access::Service& access;
  network::Service& network;
  Options options;
  std::string key;  // of reply tokens

  // What placeholders stand for in texts about a case. `author`: empty for the program's own messages.
  [[nodiscard]] Fields fields(db::Tx& tx, const cases::Case& c, AccountId author,
                              std::string_view language) const;
  // The text of a template in the language, else in Romanian; empty where there is none.
  [[nodiscard]] Template text_of(db::Tx& tx, std::string_view code, std::string_view language) const;
  // How a message of ours stands in its case.
  [[nodiscard]] contacts::Contact shown(contacts::Contact contact, const Message& message) const;
  // Fills the parts that all messages have: ids, threading, token, subject with the case's number.
  void address(db::Tx& tx, Message& message, const cases::Case& c) const;
};

// "ro" for Romanian and where nothing is known, else "en".
[[nodiscard]] std::string text_language(std::string_view language);

}  // namespace aproape::messages
