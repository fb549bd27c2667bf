#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"
#include "domain/contacts/model.hpp"

namespace aproape::web_form {

using FileId = Id<struct WebFormFileTag>;

// A file that was added, as it lies in the blob store.
struct File {
  FileId id;
  contacts::Attachment part;
};

// What somebody answered so far; empty: not yet.
struct Answers {
  std::string language = "ro";  // of the pages, and of what we write back
  std::string who;              // "self", "other", "group", "foreigner"
  std::string persons;          // for "other" and "group": names, one a line
  std::string country;          // ISO 3166 alpha-2
  std::string place;            // may stay empty
  std::string topic;            // category of the taxonomy ("TRV")
  std::string story;
  std::string name;
  std::string email;
  std::string phone;  // may stay empty
};

// A form that somebody fills in, or has sent.
struct Draft {
  Answers answers;
  std::int64_t ring = 0;  // of the files; 0: none yet
  std::vector<File> files;
  CaseId case_id;  // not empty: it was sent
  bool acknowledged = false;
  Millis expires_at = 0;
};

}  // namespace aproape::web_form
