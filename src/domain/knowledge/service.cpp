#include "domain/knowledge/service.hpp"

#include <algorithm>
#include <mutex>

#include "base/error.hpp"
#include "db/nesting.hpp"
#include "db/watched_version.hpp"
#include "domain/knowledge/carried.hpp"
#include "domain/knowledge/reader.hpp"
#include "domain/knowledge/repository.hpp"

namespace aproape::knowledge {
namespace {

constexpr std::size_t kMostNote = 2000;

std::vector<Article> take_articles(std::vector<Version>& versions) {
  std::vector<Article> articles;
  for (Version& version : versions) articles.push_back(std::move(version.article));
  return articles;
}

std::shared_ptr<const InForce> load(db::Tx& tx) {
  std::vector<Version> versions = repository::in_force(tx);
  std::vector<Article> articles = take_articles(versions);
  std::map<std::string, Version, std::less<>> by_key;
  for (std::size_t i = 0; i < versions.size(); ++i) by_key.emplace(articles[i].key, std::move(versions[i]));
  return std::shared_ptr<const InForce>(
      new InForce{Library(std::move(articles), Synonyms::carried()), std::move(by_key)});
}

void want(const access::Scope& scope, std::string_view permission) {
  if (!scope.is_system() && !scope.may(permission)) throw Error(ErrorKind::forbidden, "auth.forbidden");
}

}  // namespace

struct Service::State {
  db::Database& database;
  access::Service& access;
  network::Service& network;
  db::WatchedVersion watched;
  std::mutex guard;
  std::shared_ptr<const InForce> present;

  [[nodiscard]] Millis now() const { return database.clock().now(); }

  Entry find(db::Tx& tx, std::string_view key) const {
    auto entry = repository::find(tx, key);
    if (!entry) throw Error(ErrorKind::not_found, "article.not_found");
    return *entry;
  }

  // The article and its version in work, for a change.
  std::pair<Entry, Version> in_work(db::Tx& tx, std::string_view key, std::int64_t version) const {
    Entry entry = find(tx, key);
    if (entry.version != version) throw Error(ErrorKind::stale, "stale");
    auto open = entry.open == 0 ? std::nullopt : repository::version(tx, entry.id, entry.open);
    if (!open) throw Error(ErrorKind::conflict, "article.no_draft");
    return {std::move(entry), std::move(*open)};
  }

  void want_state(const Version& version, std::initializer_list<std::string_view> states) const {
    if (std::find(states.begin(), states.end(), version.state) == states.end())
      throw Error(ErrorKind::conflict, "article.wrong_state");
  }

  // Writes the entry, the audit and the event of a change.
  void record(db::Tx& tx, const audit::Actor& by, Entry& entry, const std::string& type, int number) {
    if (!repository::update(tx, entry)) throw Error(ErrorKind::stale, "stale");
    ++entry.version;
    tell(tx, by, entry, type, number);
  }
  void tell(db::Tx& tx, const audit::Actor& by, const Entry& entry, const std::string& type, int number) {
    const std::string data =
        json::write(json::Object{{"key", entry.key}, {"number", number}, {"version", entry.version}});
    access.audit().note_change(tx, by, type, "article", entry.id.value, data);
    tx.publish({type, "article", entry.id.value, 0, by.account.value, data});
  }

  void publish(db::Tx& tx, const audit::Actor& by, Entry& entry, Version& version) {
    if (entry.published != 0) {
      if (auto old = repository::version(tx, entry.id, entry.published)) {
        old->state = "replaced";
        repository::update(tx, *old);
      }
    }
    version.state = "published";
    version.published_at = now();
    repository::update(tx, version);
    entry.published = version.number;
    entry.open = 0;
    watched.touch(tx);
    record(tx, by, entry, "article.published", version.number);
  }

  Article whole_article(const json::Value& document) {
    ReadArticle read = read_article(document, carried_sources());
    const auto directory = network.directory();
    for (std::size_t i = 0; i < read.article.variants.size(); ++i) {
      const std::string& mission = read.article.variants[i].mission;
      if (!mission.empty() && directory->unit(mission) == nullptr)
        read.faults.push_back({0, "variants." + std::to_string(i + 1) + ".mission", "unit.unknown"});
    }
    if (read.faults.empty()) return std::move(read.article);
    std::vector<Error::Field> fields;
    for (const Fault& fault : read.faults) fields.push_back({fault.path, fault.key});
    throw Error("article.invalid", std::move(fields));
  }
};

Service::Service(db::Database& database, access::Service& access, network::Service& network)
    : state_(new State{database, access, network, db::WatchedVersion(database, "knowledge"), {}, {}}) {
  (void)network.directory();  // a draft is checked inside a transaction, where it could no longer be read
}

Service::~Service() = default;

std::shared_ptr<const InForce> Service::in_force() {
  if (db::NestingGuard::inside()) {
    // A caller in the middle of a transaction works by the articles as they were read last.
    const std::lock_guard lock(state_->guard);
    if (state_->present) return state_->present;
  }
  const bool stale = state_->watched.stale();
  const std::lock_guard lock(state_->guard);
  if (stale || !state_->present) state_->watched.reload([this](db::Tx& tx) { state_->present = load(tx); });
  return state_->present;
}

int Service::seed(db::Tx& tx) {
  const audit::Actor program{access::Scope::system("knowledge.seed")};
  int changed = 0;
  for (Article& article : carried_articles()) {
    auto entry = repository::find(tx, article.key);
    Version version;
    if (entry) {
      // Whoever wrote in it owns it: only a line of versions that is all the program's goes on.
      const auto present = repository::version(tx, entry->id, entry->published);
      const bool untouched = entry->open == 0 && present && present->editors.empty();
      if (!untouched || present->article == article) continue;
      version.number = repository::versions(tx, entry->id).front().number + 1;
      version.translations = carry_on(&*present, article, version.number, {});
    } else {
      entry = Entry{make_id<ArticleId>(), article.key, 0, 0, 1};
      repository::insert(tx, *entry);
      version.number = 1;
      version.translations = carry_on(nullptr, article, 1, {});
    }
    version.article_id = entry->id;
    version.state = "approved";
    version.article = std::move(article);
    version.created_at = version.changed_at = state_->now();
    repository::insert(tx, version);
    state_->publish(tx, program, *entry, version);
    ++changed;
  }
  return changed;
}

std::vector<Entry> Service::entries(db::Tx& tx) const {
  return repository::all(tx);
}

Entry Service::entry(db::Tx& tx, std::string_view key) const {
  return state_->find(tx, key);
}

std::vector<Version> Service::versions(db::Tx& tx, std::string_view key) const {
  return repository::versions(tx, state_->find(tx, key).id);
}

Version Service::version(db::Tx& tx, std::string_view key, int number) const {
  auto found = repository::version(tx, state_->find(tx, key).id, number);
  if (!found) throw Error(ErrorKind::not_found, "article.not_found");
  return *found;
}

Version Service::save_draft(db::Tx& tx, const access::Scope& scope, std::int64_t version,
                            const Draft& draft) {
  want(scope, "article.write");
  if (draft.note.size() > kMostNote) throw Error("field.invalid", {{"note", "field.too_long"}});
  Article article = state_->whole_article(draft.document);
  auto entry = repository::find(tx, article.key);
  if (!entry && version != 0) throw Error(ErrorKind::not_found, "article.not_found");
  if (entry && version == 0) throw Error(ErrorKind::conflict, "article.exists");
  if (entry && entry->version != version) throw Error(ErrorKind::stale, "stale");

  Version saved;
  std::optional<Version> published;
  const bool fresh = !entry || entry->open == 0;
  if (!entry) {
    entry = Entry{make_id<ArticleId>(), article.key, 0, 0, 1};
    repository::insert(tx, *entry);
  }
  if (entry->published != 0) published = repository::version(tx, entry->id, entry->published);
  std::vector<std::string> confirmed = draft.confirmed;
  if (fresh) {
    const std::vector<Version> earlier = repository::versions(tx, entry->id);
    saved.article_id = entry->id;
    saved.number = earlier.empty() ? 1 : earlier.front().number + 1;
    saved.created_at = state_->now();
  } else {
    saved = *repository::version(tx, entry->id, entry->open);
    if (saved.state != "draft") throw Error(ErrorKind::conflict, "article.in_review");
    // What was confirmed of the draft stays so while its base text does.
    if (saved.article.texts.at(std::string(kBaseLanguage)) == article.texts.at(std::string(kBaseLanguage)))
      for (const auto& [language, follows] : saved.translations.follows)
        if (follows == saved.number) confirmed.push_back(language);
  }
  saved.state = "draft";
  saved.translations = carry_on(published ? &*published : nullptr, article, saved.number, confirmed);
  saved.article = std::move(article);
  std::erase(saved.editors, scope.account());
  saved.editors.push_back(scope.account());
  saved.note = draft.note;
  saved.changed_at = state_->now();
  fresh ? repository::insert(tx, saved) : repository::update(tx, saved);
  entry->open = saved.number;
  state_->record(tx, scope, *entry, "article.saved", saved.number);
  return saved;
}

void Service::drop_draft(db::Tx& tx, const access::Scope& scope, std::string_view key, std::int64_t version) {
  want(scope, "article.write");
  auto [entry, open] = state_->in_work(tx, key, version);
  open.state = "dropped";
  repository::update(tx, open);
  entry.open = 0;
  state_->record(tx, scope, entry, "article.dropped", open.number);
}

Version Service::submit(db::Tx& tx, const access::Scope& scope, std::string_view key, std::int64_t version) {
  want(scope, "article.write");
  auto [entry, open] = state_->in_work(tx, key, version);
  state_->want_state(open, {"draft"});
  open.state = "submitted";
  open.submitted_at = state_->now();
  repository::update(tx, open);
  state_->record(tx, scope, entry, "article.submitted", open.number);
  return open;
}

Version Service::send_back(db::Tx& tx, const access::Scope& scope, std::string_view key, std::int64_t version,
                           std::string_view reason) {
  want(scope, "article.approve");
  if (reason.empty() || reason.size() > kMostNote)
    throw Error("field.invalid", {{"reason", reason.empty() ? "field.required" : "field.too_long"}});
  auto [entry, open] = state_->in_work(tx, key, version);
  state_->want_state(open, {"submitted", "approved"});
  open.state = "draft";
  open.note = reason;
  open.approved_by = {};
  open.approved_at.reset();
  open.publish_at.reset();
  repository::update(tx, open);
  state_->record(tx, scope, entry, "article.sent_back", open.number);
  return open;
}

Version Service::approve(db::Tx& tx, const access::Scope& scope, std::string_view key, std::int64_t version,
                         std::optional<Millis> publish_at) {
  want(scope, "article.approve");
  auto [entry, open] = state_->in_work(tx, key, version);
  state_->want_state(open, {"submitted"});
  if (std::find(open.editors.begin(), open.editors.end(), scope.account()) != open.editors.end())
    throw Error(ErrorKind::forbidden, "article.own");
  open.approved_by = scope.account();
  open.approved_at = state_->now();
  open.publish_at = publish_at.value_or(state_->now());
  open.state = "approved";
  repository::update(tx, open);
  state_->record(tx, scope, entry, "article.approved", open.number);
  if (*open.publish_at <= state_->now()) state_->publish(tx, scope, entry, open);
  return open;
}

int Service::publish_due(db::Tx& tx, int limit) {
  const audit::Actor program{access::Scope::system("knowledge.publish")};
  int published = 0;
  for (Version& version : repository::due(tx, state_->now(), limit)) {
    Entry entry = state_->find(tx, version.article.key);
    state_->publish(tx, program, entry, version);
    ++published;
  }
  return published;
}

void Service::mark(db::Tx& tx, const access::Scope& scope, CaseId id, UnitId unit, std::string_view key,
                   std::string_view outcome) {
  std::string_view instead = outcome;
  if (outcome == "solved") instead = "failed";
  if (outcome == "failed") instead = "solved";
  if (outcome != "inserted" && instead == outcome)
    throw Error("field.invalid", {{"outcome", "field.invalid"}});
  const Entry entry = state_->find(tx, key);
  repository::set_mark(tx, {entry.id, id, scope.account(), std::string(outcome), state_->now()}, instead);
  const std::string data = json::write(json::Object{{"article", entry.key}, {"outcome", outcome}});
  state_->access.audit().note_change(tx, scope, "case.article_marked", "case", id.value, data);
  tx.publish({"case.article_marked", "case", id.value, unit.value, scope.account().value, data});
}

std::vector<std::pair<std::string, std::string>> Service::marks(db::Tx& tx, CaseId id) const {
  return repository::marks(tx, id);
}

std::vector<CaseMark> Service::marks_of(db::Tx& tx, CaseId id) const {
  return repository::marks_of(tx, id);
}

std::map<std::string, Usage> Service::usage(db::Tx& tx) const {
  return repository::usage(tx);
}

}  // namespace aproape::knowledge
