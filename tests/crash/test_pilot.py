"""The pilot in small: citizens write, ten operators answer, the program is killed twice, and every figure agrees."""
from harness.desk import fixed_ports, run_pilot, told


def test_every_figure_of_a_small_pilot_agrees_over_two_kills(make_server):
    server = make_server(smtp__per_sender=1000000, **fixed_ports())
    code, result, error, log = run_pilot(server, 10, mails=250, minutes=0.4, kills=2, speed=25)
    assert code == 0, (result, error)
    assert result["sent"] == 250 and result["refused"] == 0 and result["operators"] == 10
    figures = result["check"]["figures"]
    written = [line["what"] for line in told(log)]
    assert figures["mail"] == {"ours": written.count("mail"), "centre": written.count("mail")}
    assert figures["answered"]["centre"] > 20 and figures["taken"]["centre"] > 30, figures
    assert figures["report"]["ours"] == figures["report"]["centre"]
    assert result["check"]["missions"] > 10
