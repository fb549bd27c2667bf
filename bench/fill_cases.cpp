// fill_cases: fills a database with cases and persons as years of work would, for the benchmarks. Everything
// goes through the services of the domain, in transactions of many, on a clock that walks through the past
// year.
//   fill_cases --db URL --data DIR [--cases N] [--persons N] [--holder ACCOUNT]...
// The database was migrated and seeded before (`aproape migrate` or a first `serve`); no server runs
// meanwhile.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/time.hpp"
#include "db/database.hpp"
#include "domain/access/service.hpp"
#include "domain/audit/service.hpp"
#include "domain/cases/service.hpp"
#include "domain/contacts/service.hpp"
#include "domain/network/service.hpp"
#include "domain/people/service.hpp"
#include "domain/search/service.hpp"
#include "sim/mail/story.hpp"

namespace {

using namespace aproape;

// Cases in one transaction. More would not fit the page cache of the SQLite connection and be slower, not
// faster.
constexpr int kBatch = 100;
// One citizen in so many bears this name: what a search for a rare word has to find.
constexpr int kRareEvery = 5000;
constexpr const char* kRareName = "Țuculeanu";

struct Options {
  std::string database;
  std::string data;
  int cases = 0;
  int persons = 0;
  std::vector<AccountId> holders;
};

Options read_options(int argc, char** argv) {
  Options options;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string name = argv[i];
    const std::string value = argv[i + 1];
    if (name == "--db")
      options.database = value;
    else if (name == "--data")
      options.data = value;
    else if (name == "--cases")
      options.cases = std::stoi(value);
    else if (name == "--persons")
      options.persons = std::stoi(value);
    else if (name == "--holder")
      options.holders.push_back(AccountId{std::stoll(value)});
    else
      throw std::invalid_argument("unknown option " + name);
  }
  if (argc % 2 == 0 || options.database.empty() || options.data.empty())
    throw std::invalid_argument(
        "usage: fill_cases --db URL --data DIR [--cases N] [--persons N] [--holder ID]...");
  return options;
}

// The rooms of the domain that the filling needs, on one database and one clock.
struct Rooms {
  explicit Rooms(const Options& options, const Clock& clock)
      : database(db::Database::open({.url = options.database, .readers = 2, .clock = &clock})),
        audit(*database, options.data),
        access(*database, audit, options.data),
        network(*database, access),
        deadlines(*database, network),
        routing(*database, network),
        search(*database),
        people(*database, audit, search),
        contacts(*database),
        classification(*database, contacts),
        cases(*database, audit, people, contacts, search, deadlines, routing, classification) {}

  std::unique_ptr<db::Database> database;
  audit::Service audit;
  access::Service access;
  network::Service network;
  deadlines::Service deadlines;
  routing::Service routing;
  search::Service search;
  people::Service people;
  contacts::Service contacts;
  classification::Service classification;
  cases::Service cases;
};

class Filler {
 public:
  Filler(Rooms& rooms, ManualClock& clock, const Options& options)
      : rooms_(rooms), clock_(clock), options_(options), scope_(access::Scope::system("bench.fill")) {
    const auto directory = rooms.network.directory();
    for (const network::Unit& unit : directory->units())
      if (unit.kind == "mission") missions_.push_back(unit.id);
    if (const network::Unit* central = directory->central()) central_ = central->id;
    if (missions_.empty() || central_.empty())
      throw std::runtime_error("no network in this database: run migrate first");
  }

  // One case as a mail opens it, most of them answered or closed since.
  void add_case(db::Tx& tx) {
    const sim::Story story = citizen();
    cases::NewCase made;
    made.subject = story.subject;
    made.language = story.language;
    made.category = story.topic.substr(0, story.topic.find('.'));
    made.subcategory = story.topic;
    made.urgency = random_() % 20 == 0 ? "P2" : "P3";
    made.unit = random_() % 5 == 0 ? central_ : mission();
    made.placed_by = {"text", {story.subject}};
    made.requester = rooms_.people.find_or_make(
        tx, scope_,
        {.name = story.name, .language = story.language, .kind = "email", .value = story.address});
    const cases::Case opened = rooms_.cases.open(tx, scope_, made);

    contacts::Contact letter;
    letter.case_id = opened.id;
    letter.from = {story.name, story.address};
    letter.to = {{"", "contact@informatiiconsulare.ro"}};
    letter.subject = story.subject;
    letter.text = story.text;
    letter.message_id = "fill." + opened.id.str() + "@example.org";
    letter.threaded_by = "new";
    letter.person = made.requester;
    letter.at = clock_.now();
    rooms_.cases.add_contact(tx, scope_, std::move(letter));
    work_on(tx, opened.id, story);
  }

  void add_person(db::Tx& tx) {
    const sim::Story story = citizen();
    const PersonId person = rooms_.people.make(
        tx, scope_,
        {.name = story.name, .language = story.language, .kind = "email", .value = story.address});
    if (count_ % 2 == 0) {
      const std::string line = std::to_string(1'000'000 + count_ % 9'000'000);
      rooms_.people.add_identity(tx, scope_, person, "phone",
                                 "+40 7" + line.substr(0, 2) + " 555 " + line.substr(4), "claimed");
    }
  }

  // Runs `add` for each of `total`, `kBatch` in a transaction.
  template <class Add>
  void fill(const char* what, int total, Add add) {
    if (total == 0) return;
    const Millis year = 365 * kDay;
    const Millis begin = Clock::system().now() - year;
    const auto began = std::chrono::steady_clock::now();
    for (int done = 0; done < total;) {
      const int batch = std::min(kBatch, total - done);
      rooms_.database->write([&](db::Tx& tx) {
        for (int i = 0; i < batch; ++i) {
          clock_.jump_wall(begin + year * (done + i) / total);
          ++count_;
          add(tx);
        }
        // Nobody listened in that past, and the feed keeps two days only: no event of it would still be
        // there.
        tx.exec("delete from event");
      });
      rooms_.audit.join_waiting();
      done += batch;
      if (done % (kBatch * 200) == 0 || done == total) {
        const double seconds =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
        std::fprintf(stderr, "%d %s, %.0f a second\n", done, what, done / seconds);
      }
    }
  }

 private:
  // Writes from an address of his own; each address has about two cases.
  sim::Story citizen() {
    sim::Story story = sim::tell(random_);
    if (count_ % kRareEvery == 0) {
      story.name += std::string(" ") + kRareName;
      story.text += story.name + "\n";
    }
    const std::uint64_t people =
        static_cast<std::uint64_t>(std::max(options_.cases / 2, options_.persons)) + 1;
    story.address.insert(story.address.find('@'), "." + std::to_string(random_() % people));
    return story;
  }

  // Half of the work belongs to few large missions, as in the real network.
  UnitId mission() {
    const std::size_t large = std::min<std::size_t>(8, missions_.size());
    return missions_[random_() % 2 == 0 ? random_() % large : random_() % missions_.size()];
  }

  void work_on(db::Tx& tx, CaseId id, const sim::Story& story) {
    const auto dice = random_() % 100;
    if (dice < 30) {
      contacts::Contact answer;
      answer.case_id = id;
      answer.direction = contacts::Direction::out;
      answer.from = {"Consulat", "contact@informatiiconsulare.ro"};
      answer.to = {{story.name, story.address}};
      answer.subject = "Re: " + story.subject;
      answer.text = "Bună ziua,\nVă rugăm să vă prezentați cu originalul actelor și cu dovada plății.\n";
      answer.message_id = "answer." + id.str() + "@informatiiconsulare.ro";
      answer.at = clock_.now();
      rooms_.cases.add_contact(tx, scope_, std::move(answer));
    }
    if (dice < 80) {
      rooms_.cases.close(tx, scope_, id, 0, dice < 30 ? "answered" : "information", "");
    } else if (dice < 92 && !options_.holders.empty()) {
      rooms_.cases.assign(tx, scope_, id, 0, options_.holders[random_() % options_.holders.size()], {});
      if (dice < 84) rooms_.cases.wait(tx, scope_, id, 0, {.kind = "authority", .name = "DEPABD"});
    }
  }

  Rooms& rooms_;
  ManualClock& clock_;
  const Options& options_;
  const access::Scope scope_;
  sim::Random random_{20261124};
  std::vector<UnitId> missions_;
  UnitId central_;
  int count_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  try {
    const Options options = read_options(argc, argv);
    ManualClock clock(Clock::system().now());
    Rooms rooms(options, clock);
    Filler filler(rooms, clock, options);
    filler.fill("persons", options.persons, [&](db::Tx& tx) { filler.add_person(tx); });
    filler.fill("cases", options.cases, [&](db::Tx& tx) { filler.add_case(tx); });
    rooms.audit.sign_head();
    return 0;
  } catch (const Error& error) {
    std::fprintf(stderr, "fill_cases: %s\n", error.what());
    return 1;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "fill_cases: %s\n", error.what());
    return 2;
  }
}
