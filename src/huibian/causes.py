"""Says in Chinese why the operating system refused a file; Python says it in English only."""

from __future__ import annotations

import errno

_WORDS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "路径中间有一个是文件",
    errno.EISDIR: "它是文件夹",
    errno.ENAMETOOLONG: "名字太长",
    errno.ELOOP: "符号链接绕成了圈",
    errno.EBUSY: "正被别的程序占用",
    errno.EMFILE: "打开的文件太多了",
    errno.ENFILE: "打开的文件太多了",
    errno.EAGAIN: "系统一时忙不过来",
    errno.ENOMEM: "内存不够",
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘配额用完了",
    errno.EROFS: "这里只能读",
    errno.EIO: "磁盘或网络出了错",
    errno.ESTALE: "网络上的文件断开了",
    errno.ENXIO: "没有这个设备",
    errno.ENODEV: "没有这个设备",
}
_SHORTAGES = frozenset(
    (errno.EMFILE, errno.ENFILE, errno.EAGAIN, errno.ENOMEM, errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.ESTALE)
)


def cause(error: OSError) -> str:
    """Why, in Chinese; the system's number where there are no words for it."""
    return _WORDS.get(error.errno or 0) or f"系统错误 {error.errno}"


def is_shortage(error: OSError) -> bool:
    """Whether the machine lacks something, so that neither the issue nor huibian is to blame."""
    return error.errno in _SHORTAGES
