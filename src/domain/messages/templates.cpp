#include <algorithm>
#include <array>
#include <cstdio>

#include "base/embedded.hpp"
#include "base/error.hpp"
#include "domain/messages/placeholders.hpp"
#include "domain/messages/repository.hpp"
#include "domain/messages/state.hpp"
#include "formats/html/sanitize.hpp"

namespace aproape::messages {
namespace {

constexpr std::string_view kFolder = "templates/mail/";
// In which a text may be kept (taxonomy of languages, DESIGN 2).
constexpr std::array<std::string_view, 9> kLanguages = {"ro", "en", "hu", "it", "es", "de", "fr", "uk", "ru"};

// "luni 09:00–13:00" a line.
std::string hours_text(const std::vector<network::Hours>& hours, bool romanian) {
  constexpr std::string_view kRomanian[] = {"luni",   "marți",   "miercuri", "joi",
                                            "vineri", "sâmbătă", "duminică"};
  constexpr std::string_view kEnglish[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                           "Friday", "Saturday", "Sunday"};
  std::string text;
  for (const network::Hours& h : hours) {
    if (h.day < 1 || h.day > 7) continue;
    char times[64];
    std::snprintf(times, sizeof times, " %02d:%02d–%02d:%02d", h.from / 60, h.from % 60, h.to / 60,
                  h.to % 60);
    if (!text.empty()) text += '\n';
    text += (romanian ? kRomanian : kEnglish)[h.day - 1];
    text += times;
  }
  return text;
}

// "24.11.2026", which every language of ours reads alike.
std::string day_text(Millis at) {
  const std::string day = to_rfc3339(at).substr(0, 10);
  return day.substr(8, 2) + '.' + day.substr(5, 2) + '.' + day.substr(0, 4);
}

// What a preview shows where no case is named: fictitious throughout.
Fields sample_fields(std::string_view language) {
  Fields fields;
  for (const std::string_view name : known_placeholders()) fields.emplace(name, std::string(name));
  fields["case.number"] = "AP-2026-000123";
  fields["person.name"] = language == "ro" ? "Ana Exemplu" : "Ana Example";
  fields["mission.phone"] = "+40 21 555 0100";
  fields["mission.emergency"] = "+40 21 555 0101";
  fields["mission.email"] = "contact@example.org";
  fields["case.opened"] = fields["today.date"] = "02.11.2026";
  fields["case.due"] = "02.12.2026";
  return fields;
}

[[noreturn]] void refuse_names(std::string_view key, std::string_view field_key,
                               const std::vector<std::string>& names) {
  std::vector<Error::Field> fields;
  for (const std::string& name : names) fields.push_back({name, std::string(field_key)});
  throw Error(std::string(key), std::move(fields));
}

// Throws Error{invalid, "template.unknown"} with each name that nobody knows.
void check_names(std::string_view text) {
  const auto unknown = unknown_in(text);
  if (!unknown.empty()) refuse_names("template.unknown", "template.no_such_name", unknown);
  (void)render_text(text, {});
}

// Throws Error{invalid, "template.missing"} with each placeholder that would print nothing.
Service::Rendered filled_in(std::string_view subject, std::string_view text, const Fields& fields) {
  std::vector<std::string> missing = missing_in(subject, fields);
  for (std::string& name : missing_in(text, fields))
    if (std::find(missing.begin(), missing.end(), name) == missing.end()) missing.push_back(std::move(name));
  if (!missing.empty()) refuse_names("template.missing", "template.no_value", missing);
  Service::Rendered rendered{render_text(subject, fields), render_text(text, fields), "<p>"};
  for (const char letter : html::escape(rendered.text)) {
    if (letter == '\n')
      rendered.html += "<br>";
    else
      rendered.html += letter;
  }
  rendered.html += "</p>";
  return rendered;
}

// A template file: its name, an empty line, its text.
Template read_template(std::string_view code, std::string_view language, std::string_view content) {
  Template what;
  what.code = code;
  what.language = language;
  const std::size_t end = content.find('\n');
  what.name = content.substr(0, end);
  if (end != std::string_view::npos) what.text = content.substr(content.find_first_not_of('\n', end));
  while (!what.text.empty() && what.text.back() == '\n') what.text.pop_back();
  return what;
}

}  // namespace

std::string text_language(std::string_view language) {
  return language.empty() || language == "ro" ? "ro" : "en";
}

Fields Service::State::fields(db::Tx& tx, const cases::Case& c, AccountId author,
                              std::string_view language) const {
  const bool romanian = language == "ro";
  Fields fields{{"case.number", c.number},
                {"case.subject", c.subject},
                {"case.opened", day_text(c.created_at)},
                {"case.due", c.due_at ? day_text(*c.due_at) : std::string()},
                {"person.name", c.requester_name},
                {"today.date", day_text(database.clock().now())},
                // Conditions alone: they print nothing of use.
                {"urgency." + c.urgency, "1"},
                {"category." + c.category, "1"},
                {"channel." + c.channel, "1"},
                {"language." + c.language, "1"}};
  const auto directory = network.directory();
  const network::Unit* unit = c.unit.empty() ? nullptr : directory->unit(c.unit);
  if (unit == nullptr) unit = directory->central();
  if (unit != nullptr) {
    fields["mission.name"] = romanian ? unit->name_ro : unit->name_en;
    fields["mission.phone"] = unit->phone;
    fields["mission.emergency"] = unit->emergency_phone;
    fields["mission.email"] = unit->email;
    fields["mission.address"] = unit->address;
    fields["mission.hours"] = hours_text(directory->hours(unit->id), romanian);
  }
  if (!author.empty())
    if (const auto account = access.find(tx, author)) fields["operator.name"] = account->name;
  return fields;
}

Template Service::State::text_of(db::Tx& tx, std::string_view code, std::string_view language) const {
  auto found = repository::find_template(tx, code, language);
  if (!found) found = repository::find_template(tx, code, "ro");
  return found ? std::move(*found) : Template{};
}

std::vector<Template> Service::templates(db::Tx& tx, std::string_view language) const {
  return repository::templates(tx, language);
}

Template Service::save_template(db::Tx& tx, const access::Scope& scope, const Template& what) {
  Template saved = what;
  if (saved.name.empty() || saved.name.size() > 200)
    throw Error("template.invalid", {{"name", "field.required"}});
  if (saved.text.empty()) throw Error("template.invalid", {{"text", "field.required"}});
  check_names(saved.text);
  check_names(saved.subject);
  if (saved.id.empty()) {
    saved.id = make_id<TemplateId>();
    if (saved.code.empty()) saved.code = "staff-" + saved.id.str();
    if (std::find(kLanguages.begin(), kLanguages.end(), saved.language) == kLanguages.end())
      throw Error("template.invalid", {{"language", "field.invalid"}});
    if (repository::find_template(tx, saved.code, saved.language))
      throw Error(ErrorKind::conflict, "template.exists");
    repository::insert(tx, saved);
  } else {
    if (!repository::find_template(tx, saved.id)) throw Error(ErrorKind::not_found, "template.not_found");
    if (!repository::update(tx, saved)) throw Error(ErrorKind::stale, "stale");
  }
  state_->access.audit().note_change(tx, audit::Actor(scope), "template.saved", "template", saved.id.value);
  return *repository::find_template(tx, saved.id);
}

Service::Rendered Service::render(db::Tx& tx, const access::Scope& scope, TemplateId id,
                                  CaseId case_id) const {
  const auto found = repository::find_template(tx, id);
  if (!found) throw Error(ErrorKind::not_found, "template.not_found");
  const cases::Case c = state_->cases.get(tx, scope, case_id);
  return filled_in(found->subject, found->text, state_->fields(tx, c, scope.account(), found->language));
}

Service::Rendered Service::preview(db::Tx& tx, const access::Scope& scope, std::string_view language,
                                   std::string_view subject, std::string_view text, CaseId case_id) const {
  check_names(subject);
  check_names(text);
  if (case_id.empty()) return filled_in(subject, text, sample_fields(language));
  const cases::Case c = state_->cases.get(tx, scope, state_->cases.resolve(tx, case_id));
  return filled_in(subject, text, state_->fields(tx, c, scope.account(), language));
}

std::optional<Template> Service::variant(db::Tx& tx, std::string_view code, std::string_view language) const {
  for (const std::string_view each : {language, std::string_view("en"), std::string_view("ro")})
    if (auto found = repository::find_template(tx, code, each)) return found;
  return std::nullopt;
}

const std::vector<std::string_view>& Service::placeholders() {
  return known_placeholders();
}

const std::vector<std::string_view>& Service::conditions() {
  return known_conditions();
}

int Service::seed_templates(db::Tx& tx) {
  int added = 0;
  for (const embedded::File& file : embedded::files()) {
    if (!file.name.starts_with(kFolder) || !file.name.ends_with(".txt")) continue;
    std::string_view name = file.name.substr(kFolder.size());
    name.remove_suffix(4);
    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos) continue;
    Template what = read_template(name.substr(0, dot), name.substr(dot + 1), file.content);
    if (repository::find_template(tx, what.code, what.language)) continue;
    what.id = make_id<TemplateId>();
    repository::insert(tx, what);
    ++added;
  }
  return added;
}

}  // namespace aproape::messages
