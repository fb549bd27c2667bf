#include "api/system_routes.hpp"

#include "base/embedded.hpp"
#include "base/error.hpp"
#include "base/metrics.hpp"
#include "db/jobs_admin.hpp"
#include "http/cursor.hpp"

namespace aproape::api {
namespace {

using http::Context;
using http::Method;
using http::Policy;
using http::Request;
using http::Response;

constexpr std::string_view kJobs = "jobs";

bool is_loopback(std::string_view peer) {
  return peer.starts_with("127.") || peer == "::1";
}

Response metrics_page(const Request& request, const Context& context) {
  // Metrics tell how busy the centre is: the machine's own collector may read them, nobody else without the
  // right.
  // Behind a proxy that nobody named as trusted all the world comes from loopback; what was forwarded is not
  // local.
  const bool local =
      is_loopback(request.peer()) && !request.header("X-Forwarded-For") && !request.header("Forwarded");
  const bool may = local || (context.principal && context.principal->may("settings.read"));
  if (!may) throw Error(ErrorKind::not_found, "not_found");
  return Response::text(metrics::expose(), "text/plain; version=0.0.4; charset=utf-8");
}

Response openapi() {
  for (const embedded::File& file : embedded::files()) {
    if (file.name == "src/api/openapi.json") {
      return Response::text(std::string(file.content), "application/json; charset=utf-8");
    }
  }
  throw Error(ErrorKind::not_found, "not_found");
}

json::Value job_json(const db::JobRecord& job) {
  return json::Object{{"id", job.id.str()},
                      {"kind", job.kind},
                      {"state", job.state},
                      {"attempts", job.attempts},
                      {"last_error", job.error},
                      {"run_at", to_rfc3339(job.run_at)},
                      {"created_at", to_rfc3339(job.created_at)},
                      {"changed_at", to_rfc3339(job.changed_at)}};
}

Response list_jobs(db::Database& database, const Request& request) {
  const int limit = request.limit();
  const auto cursor = request.query("cursor");
  const JobId before{cursor ? http::decode_cursor(kJobs, *cursor, 1).front() : 0};
  const auto jobs = database.read(
      [&](db::Tx& tx) { return db::list_jobs(tx, request.query_or("state", "failed"), before, limit); });
  json::Array items;
  for (const db::JobRecord& job : jobs) items.push_back(job_json(job));
  std::optional<std::string> next;
  if (jobs.size() == static_cast<std::size_t>(limit))
    next = http::encode_cursor(kJobs, {jobs.back().id.value});
  return Response::json(http::list_body(std::move(items), std::move(next)));
}

Response retry_job(db::Database& database, const Request& request) {
  const bool found = database.write(
      [&](db::Tx& tx) { return db::retry_job(tx, JobId{request.id_param()}, database.clock().now()); });
  if (!found) throw Error(ErrorKind::not_found, "not_found");
  return Response::empty();
}

}  // namespace

void add_system_routes(http::Router& router, db::Database& database, std::function<bool()> ready) {
  // Open: probes of a load balancer have no account, and the answers tell nothing but life.
  router.add(Method::get, "/healthz", Policy::open(),
             [](const Request&, Context&) { return Response::text("ok\n"); });
  router.add(Method::get, "/readyz", Policy::open(), [ready = std::move(ready)](const Request&, Context&) {
    Response response = Response::text(ready() ? "ready\n" : "not ready\n");
    response.status = response.body == "ready\n" ? 200 : 503;
    return response;
  });
  // Open here, decided inside: a collector on the machine has no account.
  router.add(Method::get, "/metrics", Policy::open(), metrics_page);
  // Open: the description of the doors is public, what lies behind them is not.
  router.add(Method::get, "/api/v1/openapi.json", Policy::open(),
             [](const Request&, Context&) { return openapi(); });
  router.add(Method::get, "/api/v1/jobs", Policy::needs("settings.read"),
             [&database](const Request& request, Context&) { return list_jobs(database, request); });
  router.add(Method::post, "/api/v1/jobs/{id}/retry", Policy::needs("settings.write"),
             [&database](const Request& request, Context&) { return retry_job(database, request); });
}

}  // namespace aproape::api
