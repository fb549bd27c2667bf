#include "domain/catalogue/service.hpp"

#include <algorithm>
#include <tuple>

#include "base/error.hpp"
#include "base/time.hpp"
#include "domain/catalogue/repository.hpp"
#include "text/fold.hpp"

namespace aproape::catalogue {
namespace {

bool is_text(std::string_view text) {
  return text.size() <= 300 && text::is_valid_utf8(text) &&
         std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

bool is_day_or_none(std::string_view text) {
  return text.empty() || (text.size() == 10 && from_rfc3339(std::string(text) + "T00:00:00Z").has_value());
}

bool is_code(std::string_view code) {
  return !code.empty() && code.size() <= 64 && std::all_of(code.begin(), code.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
  });
}

void check_names(const std::string& ro, const std::string& en, std::vector<Error::Field>& faults) {
  if (ro.empty() || !is_text(ro)) faults.push_back({"name_ro", "field.text"});
  if (en.empty() || !is_text(en)) faults.push_back({"name_en", "field.text"});
}

void check(const Subcategory& s) {
  std::vector<Error::Field> faults;
  check_names(s.name_ro, s.name_en, faults);
  if (!is_code(s.code) || !s.code.starts_with(s.category + ".")) faults.push_back({"code", "field.code"});
  if (s.urgency.size() != 2 || s.urgency < "P1" || s.urgency > "P4")
    faults.push_back({"urgency", "field.choice"});
  if (!is_text(s.route)) faults.push_back({"route", "field.text"});
  if (!is_text(s.time)) faults.push_back({"time", "field.text"});
  if (!is_day_or_none(s.valid_from)) faults.push_back({"valid_from", "field.day"});
  if (!is_day_or_none(s.valid_to) || (!s.valid_to.empty() && s.valid_to < s.valid_from))
    faults.push_back({"valid_to", "field.period"});
  if (!faults.empty()) throw Error("field.invalid", std::move(faults));
}

void check(const Category& c) {
  std::vector<Error::Field> faults;
  check_names(c.name_ro, c.name_en, faults);
  if (!is_code(c.code) || c.code.find('.') != std::string::npos)
    faults.push_back({"category_code", "field.code"});
  if (!faults.empty()) throw Error("field.invalid", std::move(faults));
}

auto content(const Subcategory& s) {
  return std::tie(s.category, s.name_ro, s.name_en, s.urgency, s.route, s.time, s.source, s.valid_from,
                  s.valid_to);
}

}  // namespace

struct Service::State {
  db::Database& database;
  access::Service& access;

  void changed(db::Tx& tx, const audit::Actor& by, std::string_view code) {
    access.audit().note_change(tx, by, "catalogue.changed", "category", 0,
                               "{\"code\":\"" + std::string(code) + "\"}");
    tx.publish({"catalogue.changed", "category", 0, 0, by.account.value, "{}"});
  }
};

Service::Service(db::Database& database, access::Service& access) : state_(new State{database, access}) {}
Service::~Service() = default;

std::vector<Category> Service::all(db::Tx& tx) const {
  return repository::all(tx);
}

std::optional<Category> Service::category(db::Tx& tx, std::string_view code) const {
  return repository::category(tx, code);
}

std::optional<Subcategory> Service::subcategory(db::Tx& tx, std::string_view code) const {
  return repository::subcategory(tx, code);
}

bool Service::fits(db::Tx& tx, std::string_view category, std::string_view subcategory,
                   std::string_view day) const {
  if (subcategory.empty()) return repository::category(tx, category).has_value();
  const auto found = repository::subcategory(tx, subcategory);
  return found && found->category == category && (found->valid_from.empty() || found->valid_from <= day) &&
         (found->valid_to.empty() || day <= found->valid_to);
}

void Service::change(db::Tx& tx, const audit::Actor& by, std::string_view code, std::int64_t version,
                     const Change& change) {
  if (auto sub = repository::subcategory(tx, code)) {
    sub->name_ro = change.name_ro.value_or(sub->name_ro);
    sub->name_en = change.name_en.value_or(sub->name_en);
    sub->urgency = change.urgency.value_or(sub->urgency);
    sub->route = change.route.value_or(sub->route);
    sub->time = change.time.value_or(sub->time);
    sub->valid_from = change.valid_from.value_or(sub->valid_from);
    sub->valid_to = change.valid_to.value_or(sub->valid_to);
    sub->version = version;
    check(*sub);
    if (!repository::update(tx, *sub)) throw Error(ErrorKind::stale, "stale");
  } else if (auto category = repository::category(tx, code)) {
    if (change.urgency || change.route || change.time || change.valid_from || change.valid_to)
      throw Error("field.invalid", {{"urgency", "catalogue.of_subcategory"}});
    category->name_ro = change.name_ro.value_or(category->name_ro);
    category->name_en = change.name_en.value_or(category->name_en);
    category->version = version;
    check(*category);
    if (!repository::update(tx, *category)) throw Error(ErrorKind::stale, "stale");
  } else {
    throw Error(ErrorKind::not_found, "not_found");
  }
  state_->changed(tx, by, code);
}

Service::Saved Service::save(db::Tx& tx, const audit::Actor& by, const Row& row) {
  check(row.category);
  check(row.subcategory);
  bool written = false;
  if (auto category = repository::category(tx, row.category.code); !category) {
    repository::insert(tx, row.category);
    written = true;
  } else if (category->name_ro != row.category.name_ro || category->name_en != row.category.name_en) {
    Category renamed = row.category;
    renamed.version = category->version;
    written = repository::update(tx, renamed);
  }
  const auto present = repository::subcategory(tx, row.subcategory.code);
  if (!present) {
    repository::insert(tx, row.subcategory);
    state_->changed(tx, by, row.subcategory.code);
    return Saved::added;
  }
  if (content(*present) != content(row.subcategory)) {
    Subcategory fresh = row.subcategory;
    fresh.version = present->version;
    written = repository::update(tx, fresh) || written;
  }
  if (!written) return Saved::unchanged;
  state_->changed(tx, by, row.subcategory.code);
  return Saved::changed;
}

db::Database& Service::database() const {
  return state_->database;
}

}  // namespace aproape::catalogue
