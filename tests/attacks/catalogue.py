"""What each hostile submission may earn at most, and what the instructor must be told about it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ATTACKS", "Attack"]


@dataclass(frozen=True, slots=True)
class Attack:
    """One file below ``submissions``, and what must come of it."""

    told: str = ""
    """What the result must say, as a regular expression over its whole text; anything if empty."""
    points: float = 0.0
    """What its honest part earns: a number is a number, and a vector of nan has the form of a vector."""
    like: str = "honest_stub"
    """The honest submission that its honest part is the same as; it counts as well."""


_NOT_ASKED = "not asked for"
_MEMORY = "used more than 512 MiB of memory"
_PROCESSES = "started more than 40 processes and threads"
_TIME = "gave no answer within 4 seconds"

ATTACKS = {
    # Forging the verdict.
    "forge_patched_testing": Attack(points=1),
    "forge_patched_kit": Attack(),
    "forge_patched_otter": Attack(),
    "forge_agreeable_answers": Attack(),
    "forge_result_files": Attack(),
    "forge_after_exit": Attack(),
    "forge_pickles": Attack(),
    "forge_early_frames": Attack(_NOT_ASKED),
    "forge_repeated_frames": Attack(_NOT_ASKED),
    "forge_numbered_frames": Attack(_NOT_ASKED),
    "forge_oversized_frame": Attack(r"answer of 4,294,967,295 bytes|" + _NOT_ASKED),
    "forge_garbage": Attack(),
    "forge_question_thief": Attack(),
    "forge_found_values": Attack(),
    "forge_shapes_of_nan": Attack(points=2),
    "forge_printed_pass": Attack(),
    "forge_own_api": Attack(),
    "forge_grader_fault": Attack(),
    "forge_odd_answers": Attack(),
    "forge_texts_among_numbers": Attack("bytes of text"),
    "forge_beside_honest_part": Attack(like="honest_half"),
    # Reading secrets.
    "read_files": Attack(),
    "read_processes": Attack(),
    "read_installation": Attack(),
    "read_by_traceback": Attack(),
    "read_data_folder": Attack(),
    # Staying or leaving.
    "leave_sys_exit": Attack("SystemExit"),
    "leave_os_exit": Attack(r"ended its process itself \(exit code 0\)"),
    "leave_exit_in_function": Attack("SystemExit|exit code 0"),
    "leave_abort": Attack("ended by signal"),
    "leave_segfault": Attack("ended by signal SIGSEGV"),
    "leave_recursion": Attack("RecursionError|ended by signal"),
    "leave_kill_everyone": Attack(),
    "leave_closed_descriptors": Attack("closed its connection|ended its process"),
    "leave_again_and_again": Attack("ended its worker more than 20 times"),
    "stay_thread": Attack(),
    "stay_daemon": Attack(),
    "stay_exit_hooks": Attack(),
    # Taking everything.
    "take_threads": Attack(_PROCESSES),
    "take_memory_at_once": Attack(_MEMORY),
    "take_answer_of_10_gb": Attack("more than 67,108,864 bytes"),
    "take_answer_deep": Attack("nested more than 32 deep|more than 200,000 values"),
    "take_answer_of_objects": Attack(),
    "take_disk": Attack("wrote more than 16 MiB of files"),
    "take_files": Attack("wrote more than 16 MiB of files"),
    "take_output": Attack("printed more than 64 MiB"),
    "take_dict_keys": Attack("bytes of text"),
    "take_equal_hashes": Attack("no text|more than 64 bits|not asked for"),
    "take_widened_booleans": Attack("more than 8,388,608 elements in arrays"),
    "take_sockets": Attack("more than 1,024 files and sockets open|started more than"),
    "take_descriptors": Attack("Too many open files"),
    # The network, and what ends in reports.
    "net_everything": Attack(),
    "report_markup": Attack("alert"),
    # What takes its full time.
    "slow_loop_at_import": Attack(_TIME),
    "slow_loop_in_function": Attack(_TIME),
    "slow_loop_in_c": Attack(_TIME),
    "slow_sleep": Attack(_TIME),
    "slow_stop_everyone": Attack(_TIME),
    "slow_memory_of_many": Attack(f"{_MEMORY}|{_TIME}"),
    "slow_fork_bomb": Attack(f"{_PROCESSES}|{_TIME}"),
    "slow_shared_memory": Attack("nothing is held"),
    "slow_drip": Attack("answer|asked"),
}
"""By the name of the file; ``slow_`` ones run for as long as they are let."""
