// One piece of work on many cases. What is to be done stands in rows; a job does it case by case, and the
// transaction of a case also writes that it was done.
#include <algorithm>
#include <set>

#include "base/json.hpp"
#include "domain/automation/effect.hpp"
#include "domain/automation/refusal.hpp"
#include "domain/automation/repository.hpp"
#include "domain/automation/service.hpp"
#include "storage/cipher.hpp"
#include "text/fold.hpp"

namespace aproape::automation {
namespace {

constexpr std::string_view kJob = "bulk.run";

void check(const BulkWork& work, std::size_t cases) {
  if (cases == 0 || cases > Service::kMostCases)
    throw Error("bulk.invalid", {{"cases", cases == 0 ? "field.required" : "field.too_many"}});
  if (work.macro.empty() == work.code.empty()) throw Error("bulk.invalid", {{"template", "field.required"}});
  if (work.then != "keep" && work.then != "wait" && work.then != "close")
    throw Error("bulk.invalid", {{"then", "field.invalid"}});
  if (work.delay < 0 || work.delay > 60) throw Error("bulk.invalid", {{"delay", "field.invalid"}});
}

void enqueue(db::Tx& tx, RunId id, AccountId account) {
  tx.enqueue({std::string(kJob), json::write(json::Object{{"run", id.str()}, {"account", account.str()}}),
              id.str(), 0, 0});
}

}  // namespace

Service::Letter Service::letter(db::Tx& tx, const access::Scope& scope, CaseId id,
                                std::string_view code) const {
  const cases::Case c = cases_.get(tx, scope, id);
  if (!c.merged_into.empty()) throw Error(ErrorKind::conflict, "case.merged");
  const auto text = messages_.variant(tx, code, c.language.empty() ? "ro" : c.language);
  if (!text) throw Error(ErrorKind::not_found, "template.not_found");
  Letter letter{*text, {}, {}};
  // Whom the case is with: who wrote last by mail and is no machine.
  const auto contacts = cases_.contacts(tx, scope, id);
  const auto last = std::find_if(contacts.rbegin(), contacts.rend(), [](const contacts::Contact& contact) {
    return contact.direction == contacts::Direction::in && !contact.automatic &&
           !contact.from.address.empty();
  });
  if (last == contacts.rend()) throw Error(ErrorKind::conflict, "bulk.no_address");
  letter.to = last->from;
  letter.rendered = messages_.render(tx, scope, text->id, id);
  return letter;
}

std::vector<BulkPlan> Service::plan(const access::Scope& scope, const std::vector<CaseId>& cases,
                                    const BulkWork& work) const {
  check(work, cases.size());
  std::vector<BulkPlan> plans;
  std::vector<Action> actions;
  if (!work.macro.empty())
    actions = database_.read([&](db::Tx& tx) { return macro(tx, work.macro).actions; });
  std::set<std::string, std::less<>> addresses;
  for (const CaseId id : cases) {
    BulkPlan plan;
    plan.case_id = id;
    try {
      database_.read([&](db::Tx& tx) {
        const cases::Case c = cases_.get(tx, scope, id);
        plan.number = c.number;
        plan.subject = c.subject;
        if (!work.macro.empty()) return;
        const Letter one = letter(tx, scope, id, work.code);
        plan.language = one.text.language;
        plan.address = one.to.address;
        plan.text = one.rendered.text;
        if (!addresses.insert(text::fold(one.to.address)).second) plan.skip = "bulk.same_address";
      });
      if (!work.macro.empty()) plan.effects = preview(scope, id, actions);
    } catch (const Error& error) {
      if (!of_the_case(error)) throw;
      plan.skip = error.key();
      if (error.key() == "template.missing")
        for (const Error::Field& field : error.fields()) plan.missing.push_back(field.name);
    }
    plans.push_back(std::move(plan));
  }
  return plans;
}

BulkRun Service::start(db::Tx& tx, const access::Scope& scope, const std::vector<CaseId>& cases,
                       const BulkWork& work) {
  check(work, cases.size());
  BulkRun run;
  run.id = make_id<RunId>();
  run.account = scope.account();
  run.work = work;
  run.created_at = database_.clock().now();
  if (!work.macro.empty()) {
    const Macro what = macro(tx, work.macro);
    if (!what.active) throw Error(ErrorKind::conflict, "macro.off");
    run.name = what.name;
  } else {
    const auto text = messages_.variant(tx, work.code, "ro");
    if (!text) throw Error(ErrorKind::not_found, "template.not_found");
    run.name = text->name;
  }
  repository::insert(tx, run);
  int position = 0;
  for (const CaseId id : cases) {
    (void)cases_.get(tx, scope, id);
    repository::insert_item(tx, run.id, id, position++);
  }
  enqueue(tx, run.id, run.account);
  access_.audit().note_change(tx, audit::Actor(scope), "bulk.started", "bulk", run.id.value,
                              json::write(json::Object{{"cases", position}}));
  return *repository::bulk_run(tx, run.id);
}

std::int64_t Service::do_one(db::Tx& tx, const access::Scope& scope, const BulkRun& run_of, CaseId id) {
  const std::string data = json::write(json::Object{{"bulk", run_of.id.str()}, {"name", run_of.name}});
  if (!run_of.work.macro.empty()) return run(tx, scope, run_of.work.macro, id, 0).id.value;
  const Letter one = letter(tx, scope, id, run_of.work.code);
  // One mail to one person, however many of his cases were chosen.
  if (!repository::take_receiver(tx, run_of.id, id, storage::sha256_hex(text::fold(one.to.address))))
    throw Error(ErrorKind::conflict, "bulk.same_address");
  messages::Service::Reply reply;
  reply.text = one.rendered.text;
  reply.to = {one.to};
  reply.subject = one.rendered.subject;
  reply.language = one.text.language;
  reply.then = run_of.work.then;
  reply.delay = run_of.work.delay;
  reply.keep_draft = true;
  const auto queued = messages_.reply(tx, scope, id, 0, reply);
  cases_.note_work(tx, scope, id, "bulk.answered", data);
  return queued.message.id.value;
}

bool Service::carry_on(const access::Scope& scope, RunId id, int limit) {
  const auto run_of = database_.read([&](db::Tx& tx) { return repository::bulk_run(tx, id); });
  if (!run_of || run_of->state != "running") return false;
  const auto next = database_.read([&](db::Tx& tx) { return repository::waiting(tx, id, limit); });
  for (const CaseId each : next) {
    try {
      database_.write([&](db::Tx& tx) {
        if (repository::bulk_run(tx, id)->state != "running" || !repository::take_item(tx, id, each)) return;
        repository::end_item(tx, id, each, "done", {}, do_one(tx, scope, *run_of, each));
      });
    } catch (const Error& error) {
      if (!of_the_case(error)) throw;
      database_.write([&](db::Tx& tx) {
        if (repository::take_item(tx, id, each))
          repository::end_item(tx, id, each, "skipped", error.key(), 0);
      });
    }
  }
  return database_.write([&](db::Tx& tx) {
    if (repository::bulk_run(tx, id)->state != "running") return false;
    if (!repository::waiting(tx, id, 1).empty()) {
      enqueue(tx, id, scope.account());
      return true;
    }
    repository::end_bulk(tx, id, "done", database_.clock().now());
    return false;
  });
}

std::vector<BulkRun> Service::bulk_runs(db::Tx& tx, const access::Scope& scope, int limit) const {
  return repository::bulk_runs(tx, scope.may_everywhere("case.bulk") ? AccountId{} : scope.account(), limit);
}

BulkRun Service::bulk_run(db::Tx& tx, const access::Scope& scope, RunId id) const {
  auto found = repository::bulk_run(tx, id);
  if (!found || (found->account != scope.account() && !scope.may_everywhere("case.bulk")))
    throw Error(ErrorKind::not_found, "bulk.not_found");
  return std::move(*found);
}

std::vector<BulkItem> Service::bulk_items(db::Tx& tx, const access::Scope& scope, RunId id) const {
  (void)bulk_run(tx, scope, id);
  return repository::bulk_items(tx, id);
}

BulkRun Service::stop(db::Tx& tx, const access::Scope& scope, RunId id) {
  (void)bulk_run(tx, scope, id);
  repository::end_bulk(tx, id, "stopped", database_.clock().now());
  access_.audit().note_change(tx, audit::Actor(scope), "bulk.stopped", "bulk", id.value);
  return bulk_run(tx, scope, id);
}

BulkRun Service::undo_bulk(const access::Scope& scope, RunId id) {
  const BulkRun run_of = database_.write([&](db::Tx& tx) { return stop(tx, scope, id); });
  const auto items = database_.read([&](db::Tx& tx) { return repository::bulk_items(tx, id); });
  for (const BulkItem& item : items) {
    if (item.state != "done") continue;
    try {
      database_.write([&](db::Tx& tx) {
        const std::int64_t made = repository::made(tx, id, item.case_id);
        if (run_of.work.macro.empty())
          (void)messages_.cancel(tx, scope, MessageId{made});
        else
          undo(tx, scope, RunId{made});
        repository::end_item(tx, id, item.case_id, "undone", {}, made);
      });
    } catch (const Error& error) {
      if (!of_the_case(error)) throw;  // it left, or somebody took it back already: it stays as it is
    }
  }
  return database_.read([&](db::Tx& tx) { return bulk_run(tx, scope, id); });
}

}  // namespace aproape::automation
