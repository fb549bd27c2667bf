#include "sim/desk/operator.hpp"

#include <algorithm>

#include "sim/check/timeline.hpp"
#include "sim/desk/answers.hpp"

namespace sim {
namespace {

namespace json = boost::json;

constexpr double kPoll = 1.5;          // seconds of a person's time between two looks
constexpr double kFastestPoll = 0.25;  // real seconds: nobody asks more often

long version_of(const json::value& the_case) {
  const json::value& version = member(the_case, "version");
  return version.is_int64() ? static_cast<long>(version.get_int64()) : 0;
}

// The citizen's last letter; null where a machine or nobody wrote last.
const json::value* last_letter(const json::value& timeline) {
  const json::array& items = elements(timeline, "items");
  for (auto item = items.rbegin(); item != items.rend(); ++item) {
    if (text_of(*item, "kind") != "contact" || text_of(*item, "direction") != "in") continue;
    const json::value& automatic = member(*item, "automatic");
    const bool by_person = !(automatic.is_bool() && automatic.get_bool());
    return by_person && !text_of(member(*item, "from"), "address").empty() ? &*item : nullptr;
  }
  return nullptr;
}

}  // namespace

Operator::Operator(Session& session, const Habits& habits, const Pace& pace, Log& log, Citizens& citizens,
                   std::uint64_t seed)
    : session_(session),
      habits_(habits),
      pace_(pace),
      log_(log),
      citizens_(citizens),
      random_(seed),
      since_(moment_now()) {}

bool Operator::chance(double share) {
  return static_cast<double>(random_() % 10'000) < share * 10'000;
}

double Operator::between(double least, double most) {
  return least + (most - least) * static_cast<double>(random_() % 1000) / 1000;
}

void Operator::be(const std::string& availability, const std::string& reason) {
  const json::object body{{"availability", availability},
                          {"reason", reason.empty() ? json::value() : json::value(reason)}};
  // The same again does no harm, so a lost connection needs no look.
  for (int i = 0; i < 10; ++i)
    if (session_.send("PUT", "/agents/me/availability", body).status != 0) break;
  log_.write(availability, {{"by", session_.id()}, {"reason", reason}});
}

void Operator::work() {
  log_.write("came", {{"by", session_.id()}}, since_);
  be("available", {});
  while (!pace_.over()) {
    turn(session_.get("/agents/me").body);
    pace_.pass(std::max(kPoll, kFastestPoll * pace_.speed()));
  }
  be("offline", {});
}

void Operator::turn(const json::value& me) {
  bool idle = true;
  for (const json::value& work : elements(me, "hands")) {
    if (pace_.over()) return;
    const std::string phase = text_of(work, "phase");
    const std::string id = text_of(member(work, "case"), "id");
    if (phase == "offered") consider(work);
    if (phase == "wrap_up") wrap_up(work, me);
    if (phase == "held" && !beyond_.contains(id)) handle(id);
    idle = idle && phase == "held" && beyond_.contains(id);
  }
  if (idle && chance(habits_.pause)) take_a_break(me);
  if (text_of(me, "availability") == "paused") be("available", {});  // the router sent him, he is back
}

void Operator::take_a_break(const json::value& me) {
  const json::array& reasons = elements(me, "reasons");
  if (reasons.empty()) return;
  be("paused", text_of(reasons[random_() % reasons.size()], "code"));
  pace_.pass(between(20, 120));
  if (!pace_.over()) be("available", {});
}

void Operator::consider(const json::value& offer) {
  log_.write("offer", {{"by", session_.id()}, {"offer", text_of(offer, "offer")}});
  pace_.pass(between(1, 4));
  const std::string path = "/offers/" + text_of(offer, "offer");
  if (chance(habits_.decline)) {
    const Answer answer = session_.send("POST", path + "/decline", {});
    log_.write("declined", {{"by", session_.id()}, {"status", answer.status}});
    return;
  }
  const Answer answer = session_.send("POST", path + "/accept", {});
  if (answer.done()) {
    note(answer.body, "taken");
    handle(text_of(answer.body, "id"));
  } else if (answer.status != 0) {
    log_.write("missed", {{"by", session_.id()}, {"key", answer.key()}});
  } else {
    // Nobody knows whether it was taken: if it was, it is in his hands now.
    const json::value me = session_.get("/agents/me").body;
    for (const json::value& work : elements(me, "hands"))
      if (text_of(work, "work") == text_of(offer, "work") && text_of(work, "phase") == "held")
        note(member(work, "case"), "taken");
  }
}

void Operator::wrap_up(const json::value& work, const json::value& me) {
  pace_.pass(between(2, 8));
  const json::array& codes = elements(me, "codes");
  json::object body;
  if (!codes.empty()) body["code"] = json::string_view(text_of(codes[random_() % codes.size()], "code"));
  session_.send("POST", "/wrap-ups/" + text_of(work, "work") + "/end", body);
  log_.write("wrapped_up", {{"by", session_.id()}});
}

void Operator::handle(const std::string& id) {
  const Answer opened = session_.get("/cases/" + id);
  const Answer timeline = session_.get("/cases/" + id + "/timeline");
  if (!opened.done() || !timeline.done()) {
    beyond_.insert(id);
    return;
  }
  const json::value& the_case = opened.body;
  log_.write("seen", {{"by", session_.id()}, {"number", text_of(the_case, "number")}});
  session_.send("POST", "/cases/" + id + "/read", {});
  const bool emergency = text_of(the_case, "urgency") == "P1";
  pace_.pass(emergency ? between(2, 6) : between(3, 15));
  const json::value* letter = last_letter(timeline.body);
  if (letter == nullptr) {
    act(the_case, "/close", json::object{{"resolution", "no_reply_needed"}}, {"closed"});
    return;
  }
  const double dice = between(0, 100);
  const bool central = text_of(the_case, "mission").empty();
  if (dice < 8 && central && !habits_.missions.empty() && done_[id]["transferred"] == 0) {
    const std::string& unit = habits_.missions[random_() % habits_.missions.size()];
    act(the_case, "/transfer", json::object{{"unit", unit}, {"note", handover_note(random_)}},
        {"transferred"});
  } else if (dice < 20) {
    act(the_case, "/close", json::object{{"resolution", "information"}, {"note", "Lămurit; fără răspuns."}},
        {"closed"});
  } else if (dice < 26) {
    act(the_case, "/wait", json::object{{"kind", "authority"}, {"name", "IGPR"}}, {"waiting"});
  } else {
    pace_.pass(emergency ? between(2, 6) : between(5, 25));
    answer(the_case, *letter, dice < 50 ? "wait" : dice < 56 ? "keep" : "close");
  }
}

void Operator::answer(const json::value& the_case, const json::value& letter, std::string_view then) {
  const std::string address = text_of(member(letter, "from"), "address");
  const std::string name = text_of(member(letter, "from"), "name");
  const std::string language = text_of(the_case, "language");
  const bool asks_back = then == "wait";
  const std::string text = answer_text(random_, language, text_of(the_case, "category"), name, asks_back);
  const json::object body{{"text", text},
                          {"to", json::array{json::object{{"name", name}, {"address", address}}}},
                          {"then", json::string_view(then.data(), then.size())},
                          {"delay", static_cast<int>(10 / pace_.speed())}};
  std::vector<std::string> deeds{"answered"};
  if (then == "close") deeds.emplace_back("closed");
  if (then == "wait") deeds.emplace_back("waiting");
  if (!act(the_case, "/replies", body, deeds)) return;
  if (asks_back && chance(habits_.reply)) {
    const std::string subject =
        "Re: " + text_of(the_case, "subject") + " [" + text_of(the_case, "number") + "]";
    citizens_.answer_in(between(10, 60) / pace_.speed(),
                        {name, address, subject, reply_text(random_, language), language});
  }
}

void Operator::note(const json::value& the_case, const std::string& deed) {
  ++done_[text_of(the_case, "id")][deed];
  log_.write(deed, {{"by", session_.id()},
                    {"number", text_of(the_case, "number")},
                    {"mission", text_of(the_case, "mission")}});
}

long Operator::shown(const std::string& id, const std::string& deed) {
  const Answer timeline = session_.get("/cases/" + id + "/timeline");
  const auto all = deeds(elements(timeline.body, "items"), since_);
  return std::count_if(all.begin(), all.end(),
                       [&](const Deed& one) { return one.what == deed && one.account == session_.id(); });
}

bool Operator::act(const json::value& the_case, const std::string& path, const json::value& body,
                   const std::vector<std::string>& deeds) {
  constexpr int kTries = 10;
  const std::string id = text_of(the_case, "id");
  const std::string address = "/cases/" + id;
  const std::string action = address + path;
  for (int i = 0; i < kTries; ++i) {
    const Answer now = session_.get(address);
    if (!now.done()) break;
    const Answer answer = session_.send("POST", action, body, version_of(now.body));
    if (answer.done() || (answer.status == 0 && shown(id, deeds.front()) > done_[id][deeds.front()])) {
      for (const std::string& deed : deeds) note(the_case, deed);
      return true;
    }
    const bool again = answer.status == 0 || answer.status == 412 || answer.key() == "routing.moved";
    if (again) continue;
    log_.write("refused", {{"by", session_.id()},
                           {"number", text_of(the_case, "number")},
                           {"path", path},
                           {"status", answer.status},
                           {"key", answer.key()}});
    break;
  }
  beyond_.insert(id);
  return false;
}

}  // namespace sim
