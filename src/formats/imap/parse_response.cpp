#include "formats/imap/parse_response.hpp"

#include <charconv>

#include "base/error.hpp"
#include "formats/imap/command.hpp"
#include "formats/imap/tokens.hpp"

namespace aproape::imap {
namespace {

template <class Number>
std::optional<Number> number(std::string_view text) {
  Number value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

[[noreturn]] void fail() {
  throw Error(ErrorKind::invalid, "imap.syntax");
}

Status status_of(std::string_view word) {
  if (same_word(word, "OK")) return Status::ok;
  if (same_word(word, "NO")) return Status::no;
  if (same_word(word, "BAD")) return Status::bad;
  if (same_word(word, "BYE")) return Status::bye;
  if (same_word(word, "PREAUTH")) return Status::preauth;
  return Status::none;
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

// "[UIDVALIDITY 17] text" behind OK, NO, …
void read_status_text(std::string_view text, Response& response) {
  const std::size_t end = text.starts_with('[') ? text.find(']') : std::string_view::npos;
  if (end != std::string_view::npos) {
    ValueReader code(text.substr(1, end - 1), 4);
    response.code = upper(code.word());
    while (!code.at_end()) response.code_arguments.emplace_back(code.word());
    text.remove_prefix(end + 1);
    while (text.starts_with(' ')) text.remove_prefix(1);
  }
  response.text = text;
}

void read_fetch(ValueReader& reader, Response& response) {
  const Value list = reader.next();
  if (list.kind != Value::Kind::list || list.items.size() % 2 != 0) fail();
  Fetched& fetched = response.fetched;
  fetched.sequence = response.number;
  for (std::size_t i = 0; i < list.items.size(); i += 2) {
    const std::string name = upper(list.items[i].text);
    const Value& value = list.items[i + 1];
    if (name == "UID") {
      fetched.uid = number<std::uint32_t>(value.text);
    } else if (name == "RFC822.SIZE") {
      fetched.size = number<std::uint64_t>(value.text);
    } else if (name == "INTERNALDATE") {
      fetched.internal_date = value.text;
    } else if (name == "FLAGS") {
      fetched.has_flags = true;
      for (const Value& flag : value.items) fetched.flags.push_back(flag.text);
    } else if (name == "RFC822" || name.starts_with("BODY[")) {
      fetched.has_body = value.kind == Value::Kind::string;
      fetched.body = value.text;
    }
  }
}

// "(\HasNoChildren) "/" INBOX": the name is the last value.
void read_list(ValueReader& reader, Response& response) {
  if (reader.next().kind != Value::Kind::list) fail();
  (void)reader.next();  // the separator
  response.words.push_back(decode_folder(reader.next().text));
}

void read_numbered(std::uint32_t count, ValueReader& reader, Response& response) {
  response.number = count;
  const std::string_view what = reader.word();
  if (same_word(what, "EXISTS")) response.kind = Response::Kind::exists;
  if (same_word(what, "RECENT")) response.kind = Response::Kind::recent;
  if (same_word(what, "EXPUNGE")) response.kind = Response::Kind::expunge;
  if (same_word(what, "FETCH")) {
    response.kind = Response::Kind::fetch;
    read_fetch(reader, response);
  }
}

void read_untagged(ValueReader& reader, Response& response) {
  const std::string_view word = reader.word();
  if (const auto count = number<std::uint32_t>(word)) return read_numbered(*count, reader, response);
  response.status = status_of(word);
  if (response.status != Status::none) {
    response.kind = Response::Kind::status;
    read_status_text(reader.rest(), response);
  } else if (same_word(word, "CAPABILITY")) {
    response.kind = Response::Kind::capability;
    while (!reader.at_end()) response.words.push_back(upper(reader.word()));
  } else if (same_word(word, "SEARCH")) {
    response.kind = Response::Kind::search;
    while (!reader.at_end()) {
      const auto one = number<std::uint32_t>(reader.word());
      if (!one) fail();
      response.numbers.push_back(*one);
    }
  } else if (same_word(word, "FLAGS")) {
    response.kind = Response::Kind::flags;
    for (const Value& flag : reader.next().items) response.words.push_back(flag.text);
  } else if (same_word(word, "LIST") || same_word(word, "LSUB")) {
    response.kind = Response::Kind::list;
    read_list(reader, response);
  }
}

}  // namespace

Response parse_response(std::string_view line, std::size_t nesting) {
  Response response;
  ValueReader reader(line, nesting);
  const std::string_view first = reader.word();
  if (first == "+") {
    response.kind = Response::Kind::continuation;
    response.text = reader.rest();
  } else if (first == "*") {
    read_untagged(reader, response);
  } else {
    response.tag = first;
    response.status = status_of(reader.word());
    if (first.empty() || response.status == Status::none) fail();
    response.kind = Response::Kind::status;
    read_status_text(reader.rest(), response);
  }
  return response;
}

}  // namespace aproape::imap
