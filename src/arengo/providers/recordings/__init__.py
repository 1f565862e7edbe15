"""Video and sound from strangers: probed, and written anew with nothing but pictures and sound.

`ffmpeg` and `ffprobe` of the system do the work, each time in a process of its own behind walls
(`launcher`): no network, no file but the one it reads and the one it writes, bounded memory, time
and size. The first bytes choose the one demuxer that is asked; playlists, which name other files,
are none of them. What comes out is MP4 (H.264, AAC) or MP3, without tags, chapters, subtitles,
cover art, data tracks and what cameras hide in the H.264 stream itself.
"""
