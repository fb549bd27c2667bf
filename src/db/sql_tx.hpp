#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "db/commit_listeners.hpp"
#include "db/database.hpp"

namespace aproape::db {

// What the transactions of both databases have in common; internal to the room. A back end supplies the
// running of statements.
class SqlTx : public Tx {
 public:
  explicit SqlTx(const Clock& clock) : clock_(clock) {}

  Rows query(Sql sql, std::initializer_list<Param> params) final;
  std::int64_t exec(Sql sql, std::initializer_list<Param> params) final;
  void publish(const Event& event) final;
  void enqueue(const NewJob& job) final;
  std::int64_t next_number(std::string_view counter) final;
  void after_commit(std::function<void()> action) final { actions_.push_back(std::move(action)); }
  void wake(std::string_view topic) final { woken_.emplace_back(topic); }

  // Runs a text of several statements without parameters: migrations, restore.
  void script(const std::string& text);

  // After the work returned: throws where a statement failed and the work swallowed that. PostgreSQL would
  // turn the COMMIT into a ROLLBACK without a word, so both databases refuse alike.
  void check_not_failed() const;
  // The topics woken so far, a topic as often as it was woken.
  [[nodiscard]] const Topics& woken() const { return woken_; }
  void run_actions() noexcept;

 protected:
  virtual Rows run_query(const char* text, std::initializer_list<Param> params) = 0;
  virtual std::int64_t run_exec(const char* text, std::initializer_list<Param> params) = 0;
  virtual void run_script(const std::string& text) = 0;

 private:
  template <class F>
  auto guarded(F&& statement);

  const Clock& clock_;
  std::vector<std::function<void()>> actions_;
  Topics woken_;
  bool failed_ = false;
};

}  // namespace aproape::db
