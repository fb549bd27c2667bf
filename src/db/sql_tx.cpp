#include "db/sql_tx.hpp"

#include <exception>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/log.hpp"
#include "db/text_check.hpp"

namespace aproape::db {

template <class F>
auto SqlTx::guarded(F&& statement) {
  check_not_failed();
  try {
    return statement();
  } catch (...) {
    failed_ = true;
    throw;
  }
}

Rows SqlTx::query(Sql sql, std::initializer_list<Param> params) {
  return guarded([&] {
    check_texts(params);
    return run_query(sql.text(backend()), params);
  });
}

std::int64_t SqlTx::exec(Sql sql, std::initializer_list<Param> params) {
  return guarded([&] {
    check_texts(params);
    return run_exec(sql.text(backend()), params);
  });
}

void SqlTx::script(const std::string& text) {
  guarded([&] { run_script(text); });
}

void SqlTx::check_not_failed() const {
  if (failed_) throw Error(ErrorKind::internal, "internal", "a statement of this transaction failed before");
}

void SqlTx::publish(const Event& event) {
  exec(
      "insert into event (id, seq, at, type, subject, subject_id, unit_id, actor_id, data) "
      "values ($1, null, $2, $3, $4, $5, $6, $7, $8)",
      {next_id(), clock_.now(), event.type, event.subject, event.subject_id, event.unit_id, event.actor_id,
       event.data});
  wake(kEventTopic);
}

void SqlTx::enqueue(const NewJob& job) {
  const Millis now = clock_.now();
  const std::optional<std::string> key = job.key.empty() ? std::nullopt : std::optional(job.key);
  exec(
      "insert into job (id, kind, unique_key, payload, priority, state, run_at, attempt, created_at, "
      "changed_at) "
      "values ($1, $2, $3, $4, $5, 'waiting', $6, 0, $7, $7) on conflict do nothing",
      {next_id(), job.kind, key, job.payload, job.priority, job.run_at == 0 ? now : job.run_at, now});
  wake(job_topic(job.kind));
}

std::int64_t SqlTx::next_number(std::string_view counter) {
  // The row stays locked until the end of the transaction, so a number that is rolled back is drawn again.
  return query(
             "insert into counter (name, value) values ($1, 1) "
             "on conflict (name) do update set value = counter.value + 1 returning value",
             {counter})
      .at(0)
      .i64(0);
}

void SqlTx::run_actions() noexcept {
  for (const auto& action : actions_) {
    try {
      action();
    } catch (const std::exception&) {
      log::error("db.after_commit_threw");
    }
  }
}

}  // namespace aproape::db
