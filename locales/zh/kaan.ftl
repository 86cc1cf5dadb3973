# 程序自身的文字:导出文件夹的说明。

export-title = 公开登记簿(文件形式)
export-what = 矿业权登记簿在存证账本某一位置上的全部公开内容。阅读无需任何程序;任何改动都会被发现。
export-log = 完整的存证账本:条目、哈希瓦片、签名检查点和公钥(C2SP tlog-tiles)
export-data = 每个数据集合的 GeoJSON 行文件和 CSV 文件(WGS 84),旁边的文本文件写明来源和许可
export-manifest = 每个文件的长度和 SHA-256,以及账本位置
export-check = 用 Kaan 程序核验,或由此重建可运行的登记簿:
