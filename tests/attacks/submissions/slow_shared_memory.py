# %%
# Shared memory that no process has mapped in is in nobody's account.
import ctypes
import mmap
import time

libc = ctypes.CDLL(None, use_errno=True)
hoard = []
PART = 64 << 20
MOST = 24
DONT_NEED = 4


def anonymous():
    return mmap.mmap(-1, PART)


def zeros():
    with open("/dev/zero", "r+b") as file:
        return mmap.mmap(file.fileno(), PART, mmap.MAP_SHARED)


def fill(seconds):
    end = time.monotonic() + seconds
    for make in (anonymous, zeros):
        while time.monotonic() < end and len(hoard) < MOST:
            try:
                taken = make()
            except OSError:
                break
            place = (ctypes.c_char * PART).from_buffer(taken)
            ctypes.memset(place, 1, PART)
            libc.madvise(ctypes.c_void_p(ctypes.addressof(place)), ctypes.c_size_t(PART), DONT_NEED)
            hoard.append((taken, place))


fill(3)


# %%
def loss(predicted_y, target_y):
    fill(3)
    raise RuntimeError(f"leak: {len(hoard) * PART >> 20} MiB are held" if hoard else "nothing is held")
