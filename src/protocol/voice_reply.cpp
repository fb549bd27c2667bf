#include "protocol/voice_reply.hpp"

#include "base/json.hpp"

namespace aproape::protocol {

std::string write_line(const VoiceReply& reply) {
  json::Object out{{"reply", reply.id}};
  if (reply.error.empty())
    out.set("ok", true);
  else
    out.set("error", reply.error);
  json::Array calls;
  for (const auto& call : reply.calls) calls.emplace_back(call);
  if (!calls.empty()) out.set("calls", std::move(calls));
  if (!reply.text.empty()) out.set("text", reply.text);
  if (!reply.sdp.empty()) out.set("sdp", reply.sdp);
  if (!reply.call.empty()) out.set("call", reply.call);
  return json::write(out);
}

VoiceReply read_voice_reply(std::string_view line) {
  const json::Value value = json::parse(line);
  VoiceReply out{value["reply"].as_string(), value.get_string("error"), {},
                 value.get_string("text"),   value.get_string("sdp"),   value.get_string("call")};
  if (!value["calls"].is_null())
    for (const auto& call : value["calls"].as_array()) out.calls.push_back(call.as_string());
  return out;
}

}  // namespace aproape::protocol
