#include "sim/desk/session.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <chrono>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "sim/commands.hpp"

namespace sim {
namespace {

namespace json = boost::json;

constexpr int kPatience = 240;  // tries, half a second apart
constexpr double kLongestWait = 30;

// As long as the centre asked for, at least half a second; not at all where everybody is told to go and the
// centre is gone.
void pause(int status, double seconds) {
  if (g_stop && status == 0) throw std::runtime_error("the centre does not answer");
  std::this_thread::sleep_for(std::chrono::duration<double>(std::clamp(seconds, 0.5, kLongestWait)));
}

}  // namespace

std::vector<Account> read_accounts(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::invalid_argument("cannot read " + path);
  std::vector<Account> accounts;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string first, second;
    words >> first >> second;
    if (first.empty() || first.front() == '#') continue;
    accounts.push_back(second.empty() ? Account{{}, first} : Account{first, second});
  }
  if (accounts.empty()) throw std::invalid_argument(path + " names nobody");
  return accounts;
}

std::string Answer::key() const {
  return text_of(body, "key");
}

const json::value& member(const json::value& value, std::string_view name) {
  static const json::value kNull;
  const json::value* found =
      value.is_object() ? value.get_object().if_contains({name.data(), name.size()}) : nullptr;
  return found != nullptr ? *found : kNull;
}

std::string text_of(const json::value& value, std::string_view name) {
  const json::value& found = member(value, name);
  return found.is_string() ? std::string(found.get_string().data(), found.get_string().size())
                           : std::string();
}

const json::array& elements(const json::value& value, std::string_view name) {
  static const json::array kNone;
  const json::value& found = member(value, name);
  return found.is_array() ? found.get_array() : kNone;
}

Session::Session(const std::string& base, Account account) : client_(base), account_(std::move(account)) {}

void Session::learn(const json::value& session) {
  id_ = text_of(member(session, "account"), "id");
  csrf_ = text_of(session, "csrf");
}

void Session::enter() {
  for (int i = 0; i < kPatience; ++i) {
    Answer answer;
    if (account_.login.empty()) {
      answer = once("GET", "/session", {}, 0);
    } else {
      cookie_.clear();
      answer =
          once("POST", "/session",
               json::serialize(json::object{{"login", account_.login}, {"password", account_.secret}}), 0);
    }
    if (answer.done()) {
      learn(answer.body);
      return;
    }
    if (answer.status != 0 && answer.status != 429 && answer.status / 100 != 5)
      throw std::runtime_error("the centre refuses " +
                               (account_.login.empty() ? std::string("a token") : account_.login) + ": " +
                               answer.key());
    pause(answer.status, wait_);
  }
  throw std::runtime_error("the centre does not answer");
}

Answer Session::once(const std::string& method, const std::string& path, const std::string& body,
                     long version) {
  std::vector<std::pair<std::string, std::string>> headers{{"Accept-Language", "ro"}};
  if (account_.login.empty()) {
    headers.emplace_back("Authorization", "Bearer " + account_.secret);
  } else {
    headers.emplace_back("Origin", client_.origin());
    if (!cookie_.empty()) headers.emplace_back("Cookie", cookie_);
    if (!cookie_.empty() && method != "GET") headers.emplace_back("X-CSRF-Token", csrf_);
  }
  if (!body.empty()) headers.emplace_back("Content-Type", "application/json");
  if (version != 0) headers.emplace_back("If-Match", "\"" + std::to_string(version) + "\"");
  Answer answer;
  wait_ = 0;
  HttpAnswer got;
  try {
    got = client_.request(method, "/api/v1" + path, headers, body);
  } catch (const std::runtime_error&) {
    return answer;
  }
  answer.status = got.status;
  boost::system::error_code failed;
  answer.body = json::parse(got.body, failed);
  if (const auto& set = got.headers["set-cookie"]; !set.empty()) cookie_ = set.substr(0, set.find(';'));
  if (const auto& after = got.headers["retry-after"]; !after.empty()) {
    std::istringstream number(after);
    number >> wait_;
  }
  return answer;
}

Answer Session::get(const std::string& path) {
  for (int i = 0; i < kPatience; ++i) {
    Answer answer = once("GET", path, {}, 0);
    if (answer.status == 401) {
      enter();
    } else if (answer.status != 0 && answer.status != 429 && answer.status / 100 != 5) {
      return answer;
    } else {
      pause(answer.status, wait_);
    }
  }
  throw std::runtime_error("the centre does not answer");
}

Answer Session::send(const std::string& method, const std::string& path, const json::value& body,
                     long version) {
  const std::string text = body.is_null() ? std::string() : json::serialize(body);
  for (int i = 0; i < kPatience; ++i) {
    Answer answer = once(method, path, text, version);
    // Neither was handled: nobody signed in, or the centre has too much to do.
    if (answer.status == 401) {
      enter();
    } else if (answer.status != 429 && answer.status != 503) {
      return answer;
    } else {
      pause(answer.status, wait_);
    }
  }
  throw std::runtime_error("the centre does not answer");
}

}  // namespace sim
